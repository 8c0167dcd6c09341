with budgets as (
    select * from {{ ref('stg_budgets') }}
),

parts as (
    select
        project_id,
        document_id,
        horizon,
        arg_min(amount_yuan, coalesce(line_start, 0)) filter (where budget_part = 'total') as total_yuan,
        arg_min(amount_yuan, coalesce(line_start, 0)) filter (where budget_part = 'fiscal') as fiscal_yuan,
        arg_min(amount_yuan, coalesce(line_start, 0)) filter (where budget_part = 'other') as other_yuan,
        sum(amount_yuan) filter (where budget_part = 'upper_level') as upper_level_yuan,
        count(distinct amount_yuan) filter (where budget_part = 'total') > 1
        or count(distinct amount_yuan) filter (where budget_part = 'fiscal') > 1
        or count(distinct amount_yuan) filter (where budget_part = 'other') > 1 as is_printed_twice,
        list_distinct(flatten(list(flags))) as flags
    from budgets
    where budget_part in ('total', 'fiscal', 'other', 'upper_level')
    group by project_id, document_id, horizon
)

select
    project_id,
    document_id,
    horizon,
    {{ horizon_ordinal('horizon') }} as horizon_ordinal,
    coalesce(total_yuan, fiscal_yuan + coalesce(other_yuan, 0)) as budget_yuan,
    fiscal_yuan,
    other_yuan,
    upper_level_yuan,
    total_yuan is not null as is_total_printed,
    {{ flags_with('flags', {
        'budget_from_parts': 'total_yuan is null',
        'budget_printed_twice': 'is_printed_twice'
    }) }} as flags
from parts
