with rates as (
    select * from {{ ref('int_rates_graded') }}
    where scope = 'regulation' and not is_symbolic and not is_lump_sum
),

cities as (
    select * from {{ ref('dim_cities') }}
),

rule_levels as (
    select * from {{ ref('rule_levels') }}
),

names as (
    select
        aid_standard_id,
        unnest({{ governing_names("coalesce(context_text, name_text)", 'amount_text') }}) as rule_name
    from rates
),

levels as (
    select
        names.aid_standard_id,
        arg_max(rule_levels.rule_level, rule_levels.rule_ordinal) as rule_level
    from names
    inner join rule_levels
        on
            {{ is_matched('names.rule_name', 'rule_levels.pattern') }}
            -- 使用省级资金的按规定, 对省部级劳模按规定: of funds and people, not of who lays down
            and not {{ is_matched('names.rule_name', "'^(使用|用|对|从|为|向|给|凡)'") }}
    group by names.aid_standard_id
)

select
    rates.aid_standard_id as rule_id,
    rates.document_id,
    rates.project_id,
    rates.city_id,
    cities.province_id,
    rates.fiscal_year,
    coalesce(levels.rule_level, 'project') as rule_level,
    rates.aid_type_id,
    rates.recipient_id,
    rates.payer,
    rates.per,
    rates.per_kind,
    rates.pay_period,
    rates.comparator,
    {{ as_columns(stated('amount', 'yuan', 'rates'), 'amount', 'yuan') }},
    {{ as_columns(stated('annual', 'yuan', 'rates'), 'annual', 'yuan') }},
    rates.qualifier_text,
    rates.amount_text,
    coalesce(rates.context_text, rates.name_text) as rule_text
from rates
left join cities
    on rates.city_id = cities.city_id
left join levels
    on rates.aid_standard_id = levels.aid_standard_id
