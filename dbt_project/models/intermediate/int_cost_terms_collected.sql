with matched_rates as (
    select * from {{ ref('int_rates_matched') }}
),

rates as (
    select * from {{ ref('int_rates_annualised') }}
),

rate_terms as (
    select
        project_id,
        {{ as_columns(interval('cost', 'yuan'), 'cost', 'yuan') }},
        term_text,
        is_matched,
        is_overlap_possible,
        1 as term_order,
        -- several exact tiers share a count of at least so many people: the budget bounds those at the highest tier
        case
            when rate_count > 1 and has_exact_tiers and heads_high is null then yuan_high - yuan_low
        end as tier_gap_yuan,
        yuan_high as high_rate_yuan
    from matched_rates
),

lump_sum_terms as (
    select
        project_id,
        {{ as_columns(stated('lump_sum', 'yuan'), 'cost', 'yuan') }},
        {{ bounds_text(stated('lump_sum', 'yuan')) }} || '元' as term_text,
        true as is_matched,
        false as is_overlap_possible,
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
        {{ as_columns(at_most('cast(null as double)'), 'cost', 'yuan') }},
        {{ bounds_text(stated('symbolic')) }} || symbolic_unit_text as term_text,
        true as is_matched,
        false as is_overlap_possible,
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
