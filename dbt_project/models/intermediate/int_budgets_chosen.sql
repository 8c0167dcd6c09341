with budgets as (
    select * from {{ ref('stg_budgets') }}
),

-- half of the last printed digit; a figure without decimals is taken for one with two
rounded as (
    select
        *,
        0.5 * case
            when {{ is_matched("concat(amount_text, money_unit_text)", "'亿'") }} then 100000000
            when {{ is_matched("concat(amount_text, money_unit_text)", "'万'") }} then 10000
            else 1
        end / power(10, coalesce(nullif(length(regexp_extract(amount_text, '\.(\d+)', 1)), 0), 2)) as rounding_yuan
    from budgets
),

parts as (
    select
        project_id,
        document_id,
        horizon,
        arg_min(amount_yuan, coalesce(line_start, 0)) filter (where budget_part = 'total') as total_yuan,
        arg_min(amount_yuan, coalesce(line_start, 0)) filter (where budget_part = 'fiscal') as fiscal_yuan,
        arg_min(amount_yuan, coalesce(line_start, 0)) filter (where budget_part = 'other') as other_yuan,
        max(rounding_yuan) as rounding_yuan,
        sum(amount_yuan) filter (where budget_part = 'upper_level') as upper_level_yuan,
        count(distinct amount_yuan) filter (where budget_part = 'total') > 1
        or count(distinct amount_yuan) filter (where budget_part = 'fiscal') > 1
        or count(distinct amount_yuan) filter (where budget_part = 'other') > 1 as is_printed_twice,
        list_distinct(flatten(list(flags))) as flags
    from rounded
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
    rounding_yuan,
    total_yuan is not null as is_total_printed,
    {{ flags_with('flags', {
        'budget_from_parts': 'total_yuan is null',
        'budget_printed_twice': 'is_printed_twice'
    }) }} as flags
from parts
