with headcounts as (
    select * from {{ ref('int_headcounts_detected') }}
),

indicators as (
    select * from {{ ref('int_indicators_canonical') }}
)

select
    headcounts.project_id,
    concat(indicators.indicator_name, ' ', indicators.target_text) as figure_text,
    indicators.page,
    indicators.line_start,
    indicators.line_end,
    indicators.quote
from headcounts
inner join indicators
    on headcounts.indicator_row_id = indicators.indicator_row_id
