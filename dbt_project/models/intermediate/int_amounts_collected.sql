with rates as (
    select * from {{ ref('stg_rates') }}
),

lump_sums as (
    select * from {{ ref('int_lump_sums_detected') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

stated_rates as (
    select
        rates.rate_id as aid_standard_id,
        rates.indicator_row_id,
        rates.document_id,
        rates.project_id,
        rates.horizon,
        rates.origin,
        rates.stated_in,
        rates.scope,
        rates.qualifier_text,
        case
            when rates.origin = 'indicator' then coalesce(indicators.indicator_name, rates.context_text)
        end as name_text,
        case when rates.origin = 'narrative' then rates.context_text end as context_text,
        rates.payer_text,
        rates.comparator,
        rates.amount_text,
        rates.amount_low_yuan,
        rates.amount_high_yuan,
        cast(null as double) as lump_sum_low_yuan,
        cast(null as double) as lump_sum_high_yuan,
        rates.symbolic_low,
        rates.symbolic_high,
        rates.symbolic_unit_text,
        rates.per as per_text,
        rates.pay_period,
        false as is_lump_sum,
        list_concat(rates.flags, coalesce(indicators.flags, cast([] as varchar[]))) as flags,
        rates.confidence,
        rates.page,
        rates.line_start,
        rates.line_end,
        rates.quote
    from rates
    left join indicators
        on rates.indicator_row_id = indicators.indicator_row_id
),

stated_lump_sums as (
    select
        aid_standard_id,
        indicator_row_id,
        document_id,
        project_id,
        horizon,
        'indicator' as origin,
        'target' as stated_in,
        'project' as scope,
        cast(null as varchar) as qualifier_text,
        indicator_name as name_text,
        cast(null as varchar) as context_text,
        cast(null as varchar) as payer_text,
        comparator,
        amount_text,
        cast(null as double) as amount_low_yuan,
        cast(null as double) as amount_high_yuan,
        lump_sum_low_yuan,
        lump_sum_high_yuan,
        cast(null as double) as symbolic_low,
        cast(null as double) as symbolic_high,
        cast(null as varchar) as symbolic_unit_text,
        cast(null as varchar) as per_text,
        cast(null as varchar) as pay_period,
        true as is_lump_sum,
        flags,
        confidence,
        page,
        line_start,
        line_end,
        quote
    from lump_sums
),

amounts as (
    select * from stated_rates
    union all
    select * from stated_lump_sums
)

select
    amounts.*,
    projects.project_name
from amounts
left join projects
    on amounts.project_id = projects.project_id
