{% set gap = minus(exactly('made.budget_yuan'), interval('computed', 'yuan', 'made')) %}

with made as (
    select * from {{ ref('int_checks_collected') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

checks as (
    select * from {{ ref('checks') }}
),

-- every project goes through every check; the document's total is a matter of its first project
due as (
    select
        projects.project_id,
        projects.document_id,
        checks.check_name,
        checks.missing_zh
    from projects
    cross join checks
    where checks.check_name != 'printed_total' or projects.project_ordinal = 1
)

select
    due.project_id,
    due.check_name,
    made.computed_low_yuan,
    made.computed_high_yuan,
    made.budget_yuan,
    coalesce(made.verdict, 'not_checkable') as verdict,
    coalesce(made.arithmetic_text, due.missing_zh) as arithmetic_text,
    coalesce(made.flags, cast([] as varchar[])) as flags,
    due.document_id,
    made.computed_value,
    made.expected_value,
    due.project_id || ':' || due.check_name as reconciliation_id,
    made.is_computed_low_open,
    made.is_computed_high_open,
    case when made.verdict != 'not_checkable' then {{ gap.low }} end as gap_low_yuan,
    case when made.verdict != 'not_checkable' then {{ gap.high }} end as gap_high_yuan,
    made.expected_value - made.computed_value as gap_value,
    if(made.project_id is null, 'nothing_stated', made.not_checkable_reason) as not_checkable_reason
from due
left join made
    on due.project_id = made.project_id and due.check_name = made.check_name
