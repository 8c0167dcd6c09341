"""Queries to begin with on the SQL workbench; their names are in the catalogue under `example`."""

EXAMPLES = {
    "comparable": """select city_name, recipient, amount_text, annual_low_yuan, annual_high_yuan, evidence_grade
from marts.aid_comparison
where is_comparable
order by annual_low_yuan desc""",
    "evidence": """select city_name, aid_type, amount_text, evidence_grade, source_path, line_start, quote
from marts.aid_comparison
order by city_id, line_start""",
    "pivot": """pivot (
    select city_name, aid_type, annual_high_yuan from marts.aid_comparison where is_comparable
)
on aid_type
using max(annual_high_yuan)
group by city_name""",
    "contradictions": """select city_name, project_name, check_name, arithmetic_text
from marts.reconciliations
where verdict = 'contradicts'
order by city_id, project_ordinal""",
}
FIRST = "comparable"
