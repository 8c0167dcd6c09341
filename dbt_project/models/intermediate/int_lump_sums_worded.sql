{% set spread_yuan = interval('derived', 'yuan', 'spread') %}

with rates as (
    select * from {{ ref('int_rates_graded') }}
),

spread as (
    select * from {{ ref('int_lump_sums_spread') }}
),

per_words as (
    select * from {{ ref('per_words') }}
)

select
    'lump_sum_per_head' as fact,
    rates.project_id,
    rates.aid_standard_id as subject_id,
    rates.aid_type_id,
    {{ as_columns(spread_yuan, 'value') }},
    '元/' || spread.derived_per as measure,
    spread.derived_text as derivation_text,
    '总额分摊到每' || spread.derived_per || ' ' || {{ bounds_text(spread_yuan) }} || '元' as statement_zh,
    'the lump sum comes to ' || {{ bounds_text(spread_yuan) }} || ' yuan per '
    || coalesce(per_words.per_en, spread.derived_per) as statement_en
from rates
inner join spread
    on rates.aid_standard_id = spread.aid_standard_id
left join per_words
    on spread.derived_per = per_words.per
where coalesce(spread.derived_low_yuan, spread.derived_high_yuan) is not null
