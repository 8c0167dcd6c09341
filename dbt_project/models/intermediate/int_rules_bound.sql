with rules as (
    select * from {{ ref('int_rules_quoted') }}
),

subjects as (
    select * from {{ ref('int_rates_under_rules') }}
),

cities as (
    select * from {{ ref('dim_cities') }}
),

-- a rule reaches as far as the document does that it is quoted from, or else the project that quotes it (quoted outside
-- any project: what its document states outside any); whom it is for, where both say so, is the same
bound as (
    select
        subjects.*,
        rules.rule_id,
        rules.rule_level,
        rules.qualifier_text as rule_qualifier_text,
        rules.rule_text,
        rules.amount_text as rule_amount_text,
        rules.per as rule_per,
        rules.per_kind as rule_per_kind,
        rules.pay_period as rule_pay_period,
        {{ as_columns(interval('amount', 'yuan', 'rules'), 'rule_amount', 'yuan') }},
        {{ as_columns(interval('annual', 'yuan', 'rules'), 'rule_annual', 'yuan') }},
        case
            when subjects.project_id = rules.project_id or rules.rule_level = 'project' then 'project'
            when subjects.document_id = rules.document_id then 'document'
            when subjects.city_id = rules.city_id then 'city'
            else rules.rule_level
        end as binds_by
    from subjects
    inner join cities
        on subjects.city_id = cities.city_id
    inner join rules
        on
            subjects.aid_type_id = rules.aid_type_id
            and coalesce(subjects.recipient_id = rules.recipient_id, true)
            and abs(subjects.fiscal_year - rules.fiscal_year) <= {{ var('years_comparable') }}
            and (
                subjects.document_id = rules.document_id and subjects.project_id is not distinct from rules.project_id
                or (rules.rule_level != 'project' and subjects.city_id = rules.city_id)
                or (rules.rule_level = 'province' and cities.province_id = rules.province_id)
                or rules.rule_level = 'country'
            )
),

-- both in yuan a year; or, where neither states a period, as printed
on_one_footing as (
    select
        *,
        case
            when is_symbolic then 'not_in_yuan'
            when is_own_contribution then 'own_contribution'
            when not coalesce(per_kind = rule_per_kind, false) then 'per_differs'
            when
                coalesce(annual_low_yuan, annual_high_yuan) is not null
                and coalesce(rule_annual_low_yuan, rule_annual_high_yuan) is not null
                then 'annual'
            when coalesce(pay_period, '') = coalesce(rule_pay_period, '') then 'printed'
            else 'period_not_stated'
        end as footing
    from bound
)

select * from on_one_footing
