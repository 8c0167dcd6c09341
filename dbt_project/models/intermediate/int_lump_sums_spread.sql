with rates as (
    select * from {{ ref('int_rates_annualised') }}
),

head_groups as (
    select * from {{ ref('int_headcounts_grouped') }}
),

aid_heads as (
    select
        project_id,
        aid_type_id,
        min(measure) as measure,
        case when count(heads_low) = count(*) then sum(heads_low) end as heads_low,
        case when count(heads_high) = count(*) then sum(heads_high) end as heads_high
    from head_groups
    group by project_id, aid_type_id
    having count(distinct measure) = 1
)

select
    rates.aid_standard_id,
    aid_heads.measure as derived_per,
    rates.lump_sum_low_yuan / nullif(aid_heads.heads_high, 0) as derived_low_yuan,
    rates.lump_sum_high_yuan / nullif(aid_heads.heads_low, 0) as derived_high_yuan,
    {{ plain_bounds('rates.lump_sum_low_yuan', 'rates.lump_sum_high_yuan') }} || '元 ÷ '
    || {{ plain_bounds('aid_heads.heads_low', 'aid_heads.heads_high') }} || aid_heads.measure || ' = '
    || {{ plain_bounds(
        'rates.lump_sum_low_yuan / nullif(aid_heads.heads_high, 0)',
        'rates.lump_sum_high_yuan / nullif(aid_heads.heads_low, 0)'
    ) }} || '元/' || aid_heads.measure as derived_text
from rates
inner join aid_heads
    on rates.project_id = aid_heads.project_id and rates.aid_type_id = aid_heads.aid_type_id
where rates.is_lump_sum
