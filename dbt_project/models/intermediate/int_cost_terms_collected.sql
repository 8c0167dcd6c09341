with matched_rates as (
    select * from {{ ref('int_rates_matched') }}
),

rates as (
    select * from {{ ref('int_rates_annualised') }}
),

rate_terms as (
    select
        project_id,
        cost_low_yuan,
        cost_high_yuan,
        term_text,
        is_matched,
        1 as term_order,
        case
            when rate_count = 2 and yuan_high > yuan_low and cost_high_yuan is null then yuan_high - yuan_low
        end as tier_gap_yuan,
        yuan_high as high_rate_yuan
    from matched_rates
),

lump_sum_terms as (
    select
        project_id,
        lump_sum_low_yuan as cost_low_yuan,
        lump_sum_high_yuan as cost_high_yuan,
        {{ plain_bounds('lump_sum_low_yuan', 'lump_sum_high_yuan') }} || '元' as term_text,
        true as is_matched,
        2 as term_order,
        cast(null as double) as tier_gap_yuan,
        cast(null as double) as high_rate_yuan
    from rates
    where is_lump_sum
)

select * from rate_terms
union all
select * from lump_sum_terms
