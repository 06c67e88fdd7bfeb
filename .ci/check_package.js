// Read every row of every table with the npm client `datapackage`, a second reading of the standard:
// check_package.js NODE_MODULES datapackage.json
const [modules, descriptor] = process.argv.slice(2)
const { Package } = require(require('path').resolve(modules, 'datapackage'))

async function main() {
  const dataPackage = await Package.load(descriptor)
  if (!dataPackage.valid) throw dataPackage.errors[0]
  let rows = 0
  for (const resource of dataPackage.resources) rows += (await resource.read({ relations: true })).length
  if (!rows) throw new Error('no rows were read')
  console.log(`npm datapackage: ${dataPackage.resources.length} tables, ${rows} rows`)
}

main().catch((error) => {
  console.error(error.message, (error.errors || []).map((each) => each.message).join('; '))
  process.exit(1)
})
