with rates as (
    select * from {{ ref('int_rates_ranked') }}
),

reconciliations as (
    select * from {{ ref('int_rates_reconciled') }}
),

counted as (
    select
        rates.*,
        reconciliations.verdict,
        -- what enters the sum of the project's costs; the rest stands beside it and proves nothing
        rates.scope = 'project'
        and rates.is_in_budget
        and not rates.is_total_of_parts
        and not rates.is_symbolic as is_summed
    from rates
    left join reconciliations
        on rates.project_id = reconciliations.project_id
    where rates.aid_type_id != 'other_payment'
),

graded as (
    select
        *,
        case
            when is_summed and verdict = 'contradicts' then 'X'
            when is_lump_sum then 'C'
            -- however well its sum fits the budget: what is paid may be anything within the bound
            when comparator in ('>=', '>', '<=', '<') then 'D'
            when is_summed and verdict in ('exact', 'within_bounds') then 'A'
            else 'B'
        end as evidence_grade
    from counted
)

select
    * exclude (flags),
    {{ flags_with('flags', {'rates_contradicted': "evidence_grade = 'X'"}) }} as flags
from graded
