// Read every row of every table with the npm client `datapackage`, a second reading of the standard, and follow the keys:
// check_package.js NODE_MODULES datapackage.json
//
// The client guesses the delimiter where the descriptor leaves it out (the standard's default is a comma), so it is told;
// and it cannot follow two foreign keys that share a column (it overwrites the column with the row it found), so the keys
// are followed here, over the rows that it read and cast.
const path = require('path')
const fs = require('fs')
const [modules, file] = process.argv.slice(2)
const { Package } = require(path.resolve(modules, 'datapackage'))

const keyOf = (row, fields) => JSON.stringify([].concat(fields).map((field) => row[field]))

async function readTables() {
  const descriptor = JSON.parse(fs.readFileSync(file, 'utf-8'))
  for (const resource of descriptor.resources) resource.dialect = { delimiter: ',' }
  const dataPackage = await Package.load(descriptor, { basePath: path.dirname(file) })
  if (!dataPackage.valid) throw dataPackage.errors[0]
  const tables = {}
  for (const resource of dataPackage.resources) {
    tables[resource.name] = { schema: resource.descriptor.schema, rows: await resource.read({ keyed: true }) }
  }
  return tables
}

function* faults(tables) {
  for (const [name, { schema, rows }] of Object.entries(tables)) {
    const keys = new Set(rows.map((row) => keyOf(row, schema.primaryKey)))
    if (keys.size !== rows.length) yield `${name}: a primary key stands twice`
    for (const { fields, reference } of schema.foreignKeys || []) {
      const targets = new Set(tables[reference.resource || name].rows.map((row) => keyOf(row, reference.fields)))
      const lost = rows.filter((row) => [].concat(fields).every((field) => row[field] !== null) && !targets.has(keyOf(row, fields)))
      if (lost.length) yield `${name}: ${lost.length} rows point at nothing in ${reference.resource} by ${fields}`
    }
  }
}

async function main() {
  const tables = await readTables()
  const found = [...faults(tables)]
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows.length, 0)
  if (!rows) found.push('no rows were read')
  if (found.length) throw new Error(found.join('\n'))
  console.log(`npm datapackage: ${Object.keys(tables).length} tables, ${rows} rows, all keys lead somewhere`)
}

main().catch((error) => {
  console.error(error.message, (error.errors || []).map((each) => each.message).join('; '))
  process.exit(1)
})
