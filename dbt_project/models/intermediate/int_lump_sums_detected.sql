with indicators as (
    select * from {{ ref('int_indicators_canonical') }}
),

rates as (
    select * from {{ ref('stg_rates') }}
),

named_standards as (
    select indicators.*
    from indicators
    where
        indicators.role = 'named_standard'
        and not exists (
            select 1
            from rates
            where rates.indicator_row_id = indicators.indicator_row_id
        )
)

select
    {{ stable_id(["'lump_sum'", 'indicator_row_id']) }} as aid_standard_id,
    indicator_row_id,
    document_id,
    project_id,
    horizon,
    indicator_name,
    comparator,
    concat(target_text, case when position(coalesce(measure_text, '') in target_text) = 0 then measure_text end)
        as amount_text,
    target_low as lump_sum_low_yuan,
    target_high as lump_sum_high_yuan,
    flags,
    confidence,
    page,
    line_start,
    line_end,
    quote
from named_standards
