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
),

-- nobody knows what a symbolic amount comes to: with one among its terms a sum has no upper bound
symbolic_terms as (
    select
        project_id,
        cast(null as double) as cost_low_yuan,
        cast(null as double) as cost_high_yuan,
        {{ plain_bounds('symbolic_low', 'symbolic_high') }} || symbolic_unit_text as term_text,
        true as is_matched,
        3 as term_order,
        cast(null as double) as tier_gap_yuan,
        cast(null as double) as high_rate_yuan
    from rates
    where is_symbolic and scope = 'project' and is_in_budget and project_id is not null
)

select * from rate_terms
union all
select * from lump_sum_terms
union all
select * from symbolic_terms
