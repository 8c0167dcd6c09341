with budgets as (
    select * from {{ ref('int_budgets_chosen') }}
),

pairs as (
    select
        annual.project_id,
        annual.document_id,
        annual.budget_yuan,
        mid_term.budget_yuan as mid_term_yuan
    from budgets as annual
    inner join budgets as mid_term
        on annual.project_id = mid_term.project_id
    where
        annual.horizon = 'annual'
        and mid_term.horizon = 'mid_term'
        and annual.budget_yuan is not null
        and mid_term.budget_yuan is not null
),

-- the mid-term covers the year: it cannot be less than the year's own budget
judged as (
    select
        *,
        case
            when abs(mid_term_yuan - budget_yuan) < 0.005 then 'exact'
            when mid_term_yuan > budget_yuan then 'within_bounds'
            else 'contradicts'
        end as verdict
    from pairs
)

select
    project_id,
    document_id,
    'mid_term_to_annual' as check_name,
    mid_term_yuan as computed_low_yuan,
    mid_term_yuan as computed_high_yuan,
    budget_yuan,
    verdict,
    '中期 ' || {{ plain_number('mid_term_yuan') }} || '元'
    || case verdict when 'exact' then ' = ' when 'contradicts' then ' < ' else ' > ' end
    || '年度 ' || {{ plain_number('budget_yuan') }} || '元' as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'mid_term_below_annual': "verdict = 'contradicts'"}) }} as flags
from judged
