"""The words of which moments are made, and the pattern that finds one.

Each alternative of :data:`MOMENT` has a name; :mod:`extract.annotate.moments` has a reader for each.
"""

from __future__ import annotations

import re

from extract.annotate.numerals import WS
from extract.annotate.points import MONTHS, MONTHS_SHORT

WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
LONG = "|".join(MONTHS)
ANY_MONTH = rf"(?:(?:{LONG})|(?:{'|'.join(sorted(MONTHS_SHORT, key=len, reverse=True))})\b\.?)"
WORD_DAY = r"[^\W\d_]*(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|de|ste)"
DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:ste|de|e)?(?!\w|[.,]\d|/)|(?<!\w){WORD_DAY}(?!\w))"
DAY_GLUE = (
    rf"(?:{WS})?(?:,(?:{WS}en(?!\w))?|en(?!\w)|of(?!\w)"
    rf"|tot{WS}en{WS}met(?:{WS}de)?|tot(?:{WS}de)?(?!\w)|t/m|-|–)(?:{WS})?"
)
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
YEAR4 = r"(?:[12]\d{3}(?![\d%]|[.,]\d|-[^\W\d_]))"
THIS = r"(?:ditzelfde|dit|lopend|lopende|huidig|huidige)"
THAT = r"(?:datzelfde|hetzelfde|dat|laatstgenoemd|laatstgenoemde|genoemd|genoemde)"
NEXT = r"(?:komend|komende|volgend|volgende|aankomend|aankomende|aanstaand|aanstaande)"
LAST = r"(?:vorig|vorige|verleden|voorgaand|voorgaande)"
PAST = r"(?:afgelopen|voorbije)"
YEAR_NOUN = r"(?:(?:begrotings|kalender|verslag|boek|uitvoerings|school|studie)?jaar)"
RELYEAR = rf"(?:het{WS})?(?:{THIS}|{THAT}|{NEXT}|{LAST}|{PAST}){WS}{YEAR_NOUN}(?![\w-])"
COUNT = r"(?:\d{1,3}|[^\W\d_]+)"
UNIT = r"(?:jaren|jaar|maanden|maand|weken|week|dagen|dag)(?![\w-])"
SPELL = rf"{COUNT}{WS}{UNIT}(?:(?:,|{WS}en){WS}{COUNT}{WS}{UNIT}){{0,2}}"
DAYWORD = r"(?:eergisteren|gisteren|vandaag|heden|overmorgen|morgen)"
ORD = r"(?:eerste|tweede|derde|vierde|vijfde|laatste|[1-5](?:e|de|ste))"

_FROM_NOW = rf"(?:{WS}vanaf{WS}(?:nu|vandaag)(?!\w))?"

MOMENT = re.compile(
    rf"""(?<![\w€$£.,/-])(?:
      (?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01]))(?![\w/-])
      |(?P<dmy>(?P<d>[0-2]?\d|3[01])(?P<sep>[-/.])(?:(?P<m>0?[1-9]|1[0-2])|(?P<mname>{ANY_MONTH}))(?P=sep)
          (?P<y>[12]\d{{3}}|\d\d))(?![\w/-]|\.\d)
      |(?P<dmon>(?P<dm_d>0?[1-9]|[12]\d|3[01])-(?P<dm_m>{ANY_MONTH}))(?![\w-])
      |(?P<nth>(?P<nth_n>{ORD}){WS}(?P<nth_w>{WEEKDAY}){WS}(?:van|in){WS}(?:de{WS})?
          (?:(?P<nth_m>{ANY_MONTH})(?:{WS}(?P<nth_y>{YEAR4}))?
          |(?P<nth_r>deze|vorige|volgende|komende|afgelopen){WS}maand))
      |(?P<day>(?:{WEEKDAY},?{WS}(?:de{WS})?)?(?P<days>{DAY}(?:{DAY_GLUE}{DAY}){{0,9}}){WS}(?:van{WS})?
          (?P<day_m>{ANY_MONTH})(?!\w)
          (?:,?{WS}(?:van{WS})?(?P<day_y>{YEAR4}|{RELYEAR})|{WS}['’](?P<day_yy>\d\d)(?!\d))?
          (?:{WS}(?P<day_hint>jl\.?|jongstleden|a\.s\.|aanstaande)(?!\w))?)
      |(?P<month>(?:(?P<month_rel>{PAST}|{LAST}|{NEXT}){WS}|(?P<month_before>{RELYEAR}){WS})?
          (?P<months>{ANY_MONTH}(?:{DAY_GLUE}{ANY_MONTH}){{0,11}})(?![\w-])
          (?:,?{WS}(?:van{WS})?(?P<month_y>{YEAR4}|{RELYEAR})|{WS}(?P<month_hint>jl\.?|jongstleden|a\.s\.)(?!\w))?)
      |(?P<yspan>(?P<ys1>(?:19|20)\d\d)(?:{WS})?[-–/](?:{WS})?(?P<ys2>(?:19|20)\d\d|\d\d))(?![\w/]|-\w|[.,]\d)
      |(?P<my>(?P<my_m>0?[1-9]|1[0-2])[-/](?P<my_y>(?:19|20)\d\d))(?![\w/-]|[.,]\d)
      |(?P<decade>jaren{WS}(?:['’‘](?P<dec_n>\d0)
          |(?P<dec_w>dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|twintig|tien|nul))(?!\w))
      |(?P<century>(?P<cen>\d\d?(?:e|de|ste)|[^\W\d_]+(?:de|ste)){WS}eeuw(?!\w))
      |(?P<ago>{SPELL}{WS}(?:geleden|(?P<ago_later>later|eerder|daarvoor|daarna|nadien|vanaf{WS}nu
          |(?:na|voor|(?:gerekend{WS})?vanaf){WS}(?P<ago_from>{DAYWORD}))))(?!\w)
      |(?P<ahead>over{WS}(?P<ahead_n>{SPELL}){_FROM_NOW})
      |(?P<rolling>(?P<roll_d>{NEXT}|{PAST}|{LAST}|laatste|binnen(?:{WS}de{WS}(?:komende|volgende))?){WS}
          (?P<roll_n>{COUNT}){WS}(?P<roll_u>{UNIT}|decennia){_FROM_NOW})
      |(?P<relyear>{RELYEAR}|het{WS}jaar{WS}(?P<ry_next>daarop|daarna|erop|erna|daarvoor|ervoor)(?!\w)
          |(?P<ry_whole>(?<=van\s)het{WS}jaar(?![\w-]|{WS}\d)))
      |(?P<quarter>(?:het{WS})?(?:(?P<qu_n>eerste|tweede|derde|vierde|[1-4]e){WS}kwartaal(?![\w-]|{WS}(?:van|\d{{4}})(?!\w))
          |[KQ](?P<qu_q>[1-4])(?![\w-]|{WS}(?:van{WS})?\d{{4}})))
      |(?P<season>(?P<se_d>dit|deze|{NEXT}|{PAST}|{LAST}|het|de){WS}
          (?P<se>voorjaar|najaar|zomer|herfst|winter|lente)(?![\w-]|{WS}van))
      |(?P<now>nu(?={WS}(?:en|tot){WS}))
      |(?P<relmonth>(?P<rm>deze|vorige|volgende|komende|afgelopen){WS}maand(?!\w))
      |(?P<relweek>(?:(?:op{WS})?(?P<rw_w1>{WEEKDAY}){WS})?(?P<rw>deze|vorige|volgende|komende|afgelopen){WS}week(?!\w)
          (?:{WS}(?:op{WS})?(?P<rw_w2>{WEEKDAY}))?)
      |(?P<weekday>(?P<wd>aanstaande|komende|{PAST}|{LAST}|jongstleden|laatste){WS}(?P<wd_w>{WEEKDAY}))
      |(?P<decennium>(?P<dn>dit|vorig|vorige|volgend|volgende|komend|komende){WS}decennium)
      |(?P<dayword>{DAYWORD})(?!{WS}(?:de|ten){WS}dage?(?!\w))(?!\w|-)
      |(?P<week>week{WS}(?P<week_n>[1-9]|[1-4]\d|5[0-3])(?!\w)(?:{WS}(?:van{WS})?(?P<week_y>{YEAR4}))?)
      |(?P<year>(?:19\d\d|20\d\d|2100)(?:{WS}(?P<year_m>{LONG})(?!\w))?)(?![\d%]|[.,]\d|[-‑][^\W\d_]|\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
