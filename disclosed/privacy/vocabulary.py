"""The words that mailboxes, files and folders are named for: what is made of them is no person's name."""

from __future__ import annotations

from functools import lru_cache

from disclosed.privacy.given import given_names
from disclosed.privacy.words import BODIES, ORDINARY, POSTS, plain, word_set

# What mailboxes are named for, beside the words of bodies and posts (words.py).
MAILBOX = word_set(
    "foi foia foisa eir eirs sar sars dsar dp dpa dpo gdpr ig igo igt infogov info inquiries enquiry enquiries query queries request requests foirequest"
    " foirequests informationrequests review reviews internal rights access freedom data protection governance gov compliance complaint complaints appeals"
    " contact contactus contacts us team teams admin mail mailbox email post postbox inbox press media news newsroom newsdesk hello help helpdesk hr ict it"
    " service servicedesk support web webmaster general reception noreply reply donotreply no do not the of and to for in by on at a dr"
    " council counciltax tax benefit benefits rates parking planning licensing licences highways roads potholes trees noise pests pest waste recycling refuse bins"
    " street streets lighting drainage flooding floods libraries library archives museum museums leisure sport sports parks countryside cemeteries cemetery"
    " bereavement coroner coroners registrar registrars registration births deaths marriages ceremonies elections electoral democracy democratic committee"
    " committees scrutiny councillors members leader mayor mayors mayoral cabinet chief chiefexec executive ceo hq control clerk clerks secretary secretariat"
    " legal law solicitors land charges localland property estates assets housing homeless homelessness lettings tenancy rents repairs social care adult adults"
    " children childrens family families safeguarding mash send education schools school admissions attendance governors head headteacher bursar nursery early"
    " years youth transport buses travel fleet finance procurement treasury payroll payments invoices creditors insurance pensions pension audit fraud"
    " whistleblowing equality equalities diversity comms communications marketing events tourism economic development regeneration business"
    " community safety asb environment environmental health food air quality pollution trading standards consumer publichealth public resilience emergency"
    " emergencies research policy performance strategy insight statistics stats intelligence corporate central customer customers relations feedback"
    " pals patient patients experience clinical medical records record casework caseworkers disclosure disclosures unit office officer officers ops operations"
    " vetting licensingteam firearms custody registry academic student students university uni college hospital trust ccg icb board police fire rescue nhs"
    " foundation charity digital cyber building control conservation heritage design advice advisory desk department section division group"
    " opendata open transparency publication scheme information infoaccess accounts account billing sales shop bookings volunteering volunteers jobs"
    " recruitment careers training learning skills apprenticeships employment welfare money debt blue badge badges allotments markets harbour port"
    " airport water sewage energy carbon climate nature wildlife animal dog dogs warden wardens enforcement inspections inspection permits permit"
    " permitting consents charging crossings schoolcrossing crime victim witness prison probation courts tribunal chair president principal provost dean"
    " vicechancellor registraroffice monitoring protectionofficer assurance risk quality improvement innovation programme project pmo delivery"
    " international trade export grants grant funding investment bids tenders contracts supplier suppliers works engineering facilities security"
    " switchboard enquirydesk onestop hub centre direct line lines care4 main national regional local county city town borough district parish"
    " cyngor gwybodaeth rhyddid post1 ymholiadau cwynion"
)
_MOST_PIECES = 5  # words that a mailbox's name is made of without a mark between
_SHORT = 4  # letters of a word that stands by itself


@lru_cache(maxsize=4096)
def is_mailbox_word(word: str) -> bool:
    """Whether a word, or words written as one, says what a mailbox is for: `council`, `freedomofinformation`."""
    return _made_of_words(plain(word), _MOST_PIECES)


def _made_of_words(text: str, pieces: int) -> bool:
    if not text or _is_word(text):
        return True
    if pieces == 1:
        return False
    return any(_is_word(text[:end]) and _made_of_words(text[end:], pieces - 1) for end in range(len(text) - 1, 1, -1))


def _is_word(text: str) -> bool:
    if text in MAILBOX:
        return True
    return len(text) > _SHORT - 1 and (
        text in BODIES or text in POSTS or (text in ORDINARY and text not in given_names())
    )


def is_box(word: str) -> bool:
    """Whether a word says by itself what a mailbox is for."""
    return word in MAILBOX or word in BODIES or word in POSTS or not _is_word(word)
