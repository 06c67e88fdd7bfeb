"""What words mean for a name: titles, ranks, posts, bodies, places, ordinary words, given names.

A word alone decides little: Park, Best and Nurse are surnames, Rose and Mark are given names and ordinary words. So each
list says what its words can be, and names.py weighs a whole run of words by the place in which it stands.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

MOST_KEPT = 65_536  # different words of a letter that are folded once; a dictionary of English for schools has as many

# Letters that Unicode does not take apart into a letter of a-z and a mark.
_UNMARKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n", "ħ": "h"}
)


def word_set(words: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(words.split())


@lru_cache(maxsize=MOST_KEPT)
def plain(word: str) -> str:
    """Write a word as an address does: small letters, no accents, no apostrophes. Letters of other scripts stay."""
    folded = word.casefold()
    if folded.isascii():
        return folded.replace("'", "")
    split = unicodedata.normalize("NFKD", folded.translate(_UNMARKED).replace("'", ""))
    return "".join(sign for sign in split if not unicodedata.combining(sign))


TITLES = word_set("mr mrs ms miss mx dr prof professor rev revd reverend sir dame cllr councillor canon mme hon")
# Ranks stand before a name too, a collar number between ("PC 4471 Marsh").
RANKS = word_set(
    "pc wpc pcso sgt dc ds di dci dcs det insp inspector ch supt superintendent cpl capt captain col colonel lt cmdr commander"
    " maj major brig gen sqn cdr lord lady baroness baron judge justice"
)
# "Judge", "Major" and the like are words of prose and of places: they are a title only before a likely name.
WEAK_TITLES = word_set(
    "canon hon ch det ds di gen col commander major captain inspector judge justice lord lady baron councillor"
)
PARTICLES = word_set(
    "de da del della di dos du van von der den ten ter la le el al bin ibn bint binti abu ap ab ferch verch ni mac nic st san ul ud y"
)

# Posts: a phrase that ends in one says what somebody is; no name ends in one, surnames apart (see SURNAMES).
POSTS = word_set(
    "officer officers manager managers adviser advisor advisers director directors clerk solicitor solicitors analyst secretary leader"
    " specialist consultant executive paralegal administrator coordinator assistant head chief lead chair chairman chairwoman chairperson"
    " commissioner treasurer registrar bursar headteacher principal dean provost warden governor controller accountant engineer surveyor"
    " inspector superintendent constable supervisor worker caseworker casework handler associate partner trainee deputy vice-chancellor"
    " co-ordinator guardian custodian archivist librarian planner president trustee auditor maker master postmaster lecturer practitioner"
    " mayor mayoress swyddog rheolwr cyfarwyddwr clerc pennaeth arweinydd prif cydlynydd"
)
# Bodies, their parts and their things: no personal name holds one of these.
BODIES = word_set(
    "access accounts act actions adults advice agency ambulance analysis annex annexes appeal appeals appendix archives assembly asset assets"
    " assistance associates association athletic audit authority awards ballot beach benefits board borough branch brief building buildings"
    " bureau bus business cabinet campus capital care case cases catering category cemetery central centre charity chambers children childrens"
    " cinema civic civil climate clinic club coastguard coast code college colleges commercial commission committee communications communities community"
    " companies company compliance complaint complaints conference confederation constabulary construction consultancy consulting contact"
    " contracts control copyright corporate corporation council councillors councils court courts customer customers cyber data database"
    " democracy democratic department depot design desk details development digital directorate disclosure disclosures district districts"
    " division dogs economic economy education electoral electricity email emergency employment energy engineering enquiries enquiry"
    " enterprise environment environmental equality equipment estate estates europe events exchange executors express facilities"
    " faculty families family federation film finance financial fire fisheries fleet food foods foundation fund funding fuel furniture"
    " gallery gas general gazette governance government grant grants group groups guidance guild hampers health healthcare heritage herald highways"
    " holdings homes homelessness hospital hospitals hotel hotels housing hub human ict income industries industry infirmary infirmaries"
    " information infrastructure initiative innovation inquiry inspectorate institute institution insurance intelligence interim internal international"
    " investment investments journal justice labour land learning legal leisure library libraries licensing limited line litter logistics"
    " london ltd llp llc maintenance manufacturing maritime markets media medical memorandum metro metropolitan midlands military ministry"
    " mobile monitoring motors museum museums music national network networks news newspaper newspapers nhs notices nursery observatory"
    " office offices operations ombudsman organisation organisations outcomes panel parade parish parking parliament parliamentary partners"
    " partnership partnerships passenger patient patients payments payroll pension pensions people performance pharmacy planning plc police policy"
    " ports post postal practice prescription press primary prison prisons probation procurement products professional programme project"
    " projects properties property protection provision public publications publishing quality radio rail railway railways recycling records"
    " recruitment recreation reference refuse region regional regulation regulations regulatory regulator rehabilitation remediation rents repairs"
    " report reports request requests rescue research resources response responses retail revenue revenues review rights road roads room rooms"
    " royal safeguarding safety sales school schools scheme science sciences scotland scrutiny secondary section sector security"
    " senedd service services settlement shop shopping sixth social society software solutions sport sports stadium staff standards"
    " statistics store stores strategy strategic studio studios supplies supply support surgery survey surveys sustainability systems system"
    " taxi taxis team teams technical technologies technology telecom television tenants theatre times together tourism trading traffic"
    " training transport transportation travel treasury tribunal trust trusts union unions unit units universities university utilities vacant"
    " vehicle vehicles volunteer volunteers wales waste water welfare wildlife works workforce yearbook youth england britain ireland"
    " cyngor heddlu prifysgol bwrdd tim adran rhyddid gwybodaeth llywodraethu swyddfa gwasanaeth gwasanaethau"
    " freedom foi foia foisa eir eirs ico dpo sar gdpr hr it pa faq pdf id uk eu usa gp gps mp mps msp ms365 cctv send ehcp camhs sen"
    " address addresses postcode drwydded llywodraeth agored registry ministerial official officials ysbyty reception switchboard helpline helpdesk telephone freephone textphone minicom fax website web internet online app"
    " total totals role title job position grade salary names contacts mayoress number numbers question questions answer answers section sections part page table figure figures note notes"
    " january february september october november december monday tuesday wednesday thursday friday saturday sunday year"
)
# Words of places, of ordinary English and of seasons that are surnames too, or begin what is no name: alone they decide nothing.
ORDINARY = word_set(
    "abbey adult airport all annual april autumn avenue banks bank bay beach bell best better big bishop black blue bridge bright broad brook brown"
    " building burn bush butcher carpenter castle cathedral chapel church circle city close common cook cooper corner cottage court"
    " cove cox crescent cross crown dale day dean dock downs drive driver drive east end estate every fair farm fen ferry field fields"
    " first fisher flats fold ford forest fox friend friends garden gardener gardens gate gates glebe glen gold grange grass gray great green"
    " grey ground grove hall ham harbour haven head heath heights high hill hills holiday home house houses hunt hunter"
    " independent island james joint joy judge junction keep kind king kings knight lake lakes lane large last law lawn little local"
    " lodge long love low lower main manor march market marsh may mead meadow meadows member mid mill millennium moor mount mountain"
    " mutual natural new noble north northern nurse old oak one open orchard ordnance page park parks path pavilion people"
    " pier pike place plain point pond pool poor post pound power price pride prime princess prince priory quarry quay queen queens"
    " quick rare red reed rich ridge ring rise river rock rose round row safe sage saint sands savage sea season secure senior"
    " shepherd shore short side silver single site small smart south southern spring square stand star station steel stone street"
    " strong sun summer super swan sweet tailor taylor temple terrace thames three tower town towers tree trees two"
    " under united upper urban vale valley view village villa virgin walk wall walls ward wards wave way well wells west western"
    " wharf white wide wild winter wise wood woods world yard york young june july"
    " action age allotment ambition anglian area arts benefit best both british buses business cancer carers cash cedar central citizens"
    " class clean clear cold combined copy cost council credit current cycle daily dear dental direct double early electric"
    " final fixed flood food free front full further german good growing half happy home hot ice in inner joined key"
    " learning level light lottery major many mental merchant middle minor mixed modern monthly mutual native near net next night non"
    " number older only other our outer over parent parking part past per personal pest please polish population private rapid"
    " real record regional rural scottish second severe shared sheltered significant sir special standard state stop stray surface"
    " tax team temporary the third this top total track trade trafalgar transition true ulster unknown various victoria victim visit"
    " visitor voluntary wales watch weekly welsh which white whole wider within woman women word working yearly your"
    " st saints market historic homes tall"
)
# Words that sentences and labels begin with; a capital makes no name of them.
SMALL = word_set(
    "a an and are as at be been but by can could did do does each every for from has have he her here his how however i if in into is it its my no nil none"
    " nor not of on once or our please she since so some than thank thanks that the their them then there therefore these they this those to unfortunately until us"
    " was we were what when where whether which while who why will with would yes you your yours regards sincerely faithfully truly signed re additionally"
    " received dated requested sent subject tel mob ddi ext direct pp see file filed cc bcc name also although any both hello dear although mae oes y yr ac ar gan os"
)
# Posts and parts of the world that are surnames too, after a given name or a title.
SURNAMES_TOO = word_set(
    "head constable dean warden provost master england wales ireland scotland london case court land parish post justice gas price sergeant gallery"
    " driver nurse house waters homes"
)
# Where a name is a place's: what follows it names a street, a house, a firm.
PLACES = word_set(
    "avenue ave bay bridge building buildings centre close common cottage court crescent drive estate farm field fields foundation gallery"
    " garden gardens gate green grove hall heath hill hospital house island lane library lodge manor meadow memorial mews mill moor"
    " park parade partners place point practice primary quay rise road row school square station street surgery terrace theatre trust"
    " university vale valley view village walk ward way wharf wing wood works yard academy college airport awards award cup inquiry prize"
    " law report act room building library stand suite unit band trophy"
)
# Given names that are ordinary words too: in a weak place they are no sign of a person.
AMBIGUOUS_GIVEN = word_set(
    "april august autumn bay bill brook carol chase chelsea chester christian cliff clay constance crystal dale dawn dean destiny devon earl eden"
    " ernest faith fern florence ford forest frank gale gay gene glen grace grant guy harmony harvest haven heath heather herb holly hope"
    " hunter iris israel ivy jasper jean jet joy jordan june justice kent kerry king lane lee lily lincoln london louth major mark may mercy"
    " miles minnie miller norman olive paris patience pearl penny pierce poppy prince ray rich river robin rock rose ruby ruth sage sandy scarlet"
    " severn sky storm sue summer temple tony troy victor victoria violet virginia wade ward wells west will wood york derby carlisle perry"
    " in an ana so le bo sa va dan del ion man may maria mary john james george andrew david thomas peter paul luke stephen nicholas anne"
    " bridget margaret martin michael giles oswald alban austin clare mercia lancaster stanley warwick clifton craig bradford preston"
    " albert edward elizabeth alexandra charlotte henry william louise anglia regina isla eve angel"
)
ALWAYS_GIVEN = word_set("will may grant rose grace mark hope june april")
# Those that a letter greets when it knows no name.
ADDRESSEES = word_set(
    "sir sirs madam all both there everyone everybody requester requesters requestor applicant applicants colleague colleagues customer enquirer"
    " member members resident residents councillor councillors team editor public whom concern correspondent journalist journalists parent"
    " parents carer carers guardian stakeholder stakeholders trustee trustees taxpayer taxpayers citizen citizens neighbour neighbours chair headteacher"
    " headmaster governor governors researcher student students campaigner tenant tenants leaseholder leaseholders friend friends subject"
    " complainant consumer officer officers clerk manager director secretary minister user reader readers recipient sender representative"
    " constituent claimant patient family householder homeowner landlord owner occupier supplier provider partner partners teacher"
    " freedom information foi data protection records request requests service services department council office organisation company"
    " sirs/madams madams ladies gentlemen folks address removed redacted withheld deleted ymgeisydd ymgeiswyr syr foneddigion gyfaill"
)
WRITTEN_OUT = word_set("esq jr snr hons")  # what follows a name in small letters
# Letters after a name, and what else follows one.
POSTNOMINALS = word_set(
    "ba bsc ma msc mba phd dphil llb llm med pgce pgcert pgdip frcs frcp mrcs mrcgp mbchb mbbs bds rgn rmn obe mbe cbe kbe qpm kc qc dl jp mp msp ms"
    " am mcipr mcips mcipd fcipd acis fcis cilca mrtpi frics mrics ceng mice fca aca acca cipfa fcca dip hons esq junior jr snr bed beng meng npqh"
    " ipfa mcmi fcmi chpp cipp cisa pc gdp foip bcs mbcs iii ii iv"
)
