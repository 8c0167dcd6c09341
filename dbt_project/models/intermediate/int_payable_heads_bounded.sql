{% set rate_yuan = interval('yuan', table='matched') %}
{% set affordable = interval('affordable') %}

with costs as (
    select * from {{ ref('int_costs_summed') }}
),

matched as (
    select * from {{ ref('int_rates_matched') }}
),

per_words as (
    select * from {{ ref('per_words') }}
),

-- a rate without a count: how many the budget can pay
unmatched as (
    select
        matched.project_id,
        matched.aid_type_id,
        matched.per,
        coalesce(per_words.per_en, matched.per) as per_en,
        {{ stable_id(['matched.aid_type_id', 'matched.recipient_id', 'matched.per']) }} as subject_id,
        '预算 ≤' || {{ plain_number('costs.budget_yuan') }} || '元 ÷ '
        || {{ bounds_text(rate_yuan) }} || matched.yuan_measure as division_text,
        {{ as_columns(divided_by(at_most('costs.budget_yuan'), rate_yuan), 'affordable') }}
    from matched
    inner join costs
        on matched.project_id = costs.project_id
    left join per_words
        on matched.per = per_words.per
    where not matched.is_matched
)

select
    'most_heads' as fact,
    project_id,
    subject_id,
    aid_type_id,
    {{ as_columns(at_most('floor(affordable_high)'), 'value') }},
    per as measure,
    division_text || ' = ' || {{ bounds_text(affordable) }} || per as derivation_text,
    '预算至多够发 ' || {{ plain_number('floor(affordable_high)') }} || per as statement_zh,
    'the budget pays for at most ' || {{ plain_number('floor(affordable_high)') }} || ', counted per ' || per_en
        as statement_en
from unmatched
where affordable_high is not null
