with costs as (
    select * from {{ ref('int_costs_summed') }}
),

tiers as (
    select * from {{ ref('int_highest_tiers_named') }}
)

-- tiers that share a count: how many can have the highest
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
