{% set spread_yuan = interval('derived', 'yuan', 'spread') %}
{% set mean_yuan = interval('mean', 'yuan', 'means') %}
{% set rate_yuan = interval('yuan', table='matched') %}
{% set affordable = interval('affordable') %}

with costs as (
    select * from {{ ref('int_costs_summed') }}
),

tiers as (
    select * from {{ ref('int_highest_tiers_named') }}
),

means as (
    select * from {{ ref('int_head_means_derived') }}
),

rates as (
    select * from {{ ref('int_rates_graded') }}
),

spread as (
    select * from {{ ref('int_lump_sums_spread') }}
),

per_words as (
    select * from {{ ref('per_words') }}
),

matched as (
    select * from {{ ref('int_rates_matched') }}
),

-- tiers that share a count: how many can have the highest
most_at_highest_tier as (
    select
        'most_at_highest_tier' as fact,
        costs.project_id,
        costs.project_id as subject_id,
        tiers.aid_type_id,
        {{ as_columns(at_most('costs.most_at_high_rate'), 'value') }},
        '人' as measure,
        '(预算 ≤' || {{ plain_number('costs.budget_yuan') }} || '元 − ' || costs.terms_text || ' 的下限 '
        || {{ plain_number('costs.computed_low_yuan') }} || '元) ÷ 每人差额 ' || {{ plain_number('costs.tier_gap_yuan') }}
        || '元 = ≤'
        || {{ plain_number('(costs.budget_yuan - costs.computed_low_yuan) / costs.tier_gap_yuan') }} || '，至多 '
        || {{ plain_number('costs.most_at_high_rate') }} || '人' as derivation_text,
        coalesce(tiers.recipients, '领取 ' || {{ plain_number('costs.high_rate_yuan') }} || '元者') || '至多'
        || {{ plain_number('costs.most_at_high_rate') }} || '人' as statement_zh,
        'at most ' || {{ plain_number('costs.most_at_high_rate') }} || ' people: '
        || coalesce(lower(tiers.recipients_en), 'those paid ' || {{ plain_number('costs.high_rate_yuan') }} || ' yuan')
            as statement_en
    from costs
    left join tiers
        on costs.project_id = tiers.project_id
    where costs.most_at_high_rate is not null
),

mean_per_head as (
    select
        'mean_per_head' as fact,
        means.project_id,
        means.project_id as subject_id,
        means.aid_type_id,
        {{ as_columns(mean_yuan, 'value') }},
        '元/' || means.measure as measure,
        means.derivation_text,
        '平均每' || means.measure || '至多 ' || {{ plain_number('means.mean_high_yuan') }} || '元' as statement_zh,
        'at most ' || {{ plain_number('means.mean_high_yuan') }} || ' yuan per '
        || coalesce(per_words.per_en, means.measure) || ' on average' as statement_en
    from means
    left join per_words
        on means.measure = per_words.per
),

lump_sum_per_head as (
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
),

-- a rate without a count: how many the budget can pay
unmatched as (
    select
        matched.project_id,
        matched.aid_type_id,
        matched.per,
        {{ stable_id(['matched.aid_type_id', 'matched.recipient_id', 'matched.per']) }} as subject_id,
        '预算 ≤' || {{ plain_number('costs.budget_yuan') }} || '元 ÷ '
        || {{ bounds_text(rate_yuan) }} || matched.yuan_measure as division_text,
        {{ as_columns(divided_by(at_most('costs.budget_yuan'), rate_yuan), 'affordable') }}
    from matched
    inner join costs
        on matched.project_id = costs.project_id
    where not matched.is_matched
),

most_heads as (
    select
        'most_heads' as fact,
        project_id,
        subject_id,
        aid_type_id,
        {{ as_columns(at_most('floor(affordable_high)'), 'value') }},
        per as measure,
        division_text || ' = ' || {{ bounds_text(affordable) }} || per as derivation_text,
        '预算至多够发 ' || {{ plain_number('floor(affordable_high)') }} || per as statement_zh,
        'the budget pays at most ' || {{ plain_number('floor(affordable_high)') }} || ' ' || per as statement_en
    from unmatched
    where affordable_high is not null
)

select * from most_at_highest_tier
union all
select * from mean_per_head
union all
select * from lump_sum_per_head
union all
select * from most_heads
