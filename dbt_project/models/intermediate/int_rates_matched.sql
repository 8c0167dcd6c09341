with rate_groups as (
    select * from {{ ref('int_payable_rates_grouped') }}
),

pairs as (
    select * from {{ ref('int_headcounts_paired') }}
),

-- first the rate and the heads of the same recipients
own_heads as (
    select
        project_id,
        aid_type_id,
        recipient_id,
        per,
        measure,
        heads_low,
        heads_high
    from pairs
    where is_same_recipient
),

own_sums as (
    select
        project_id,
        aid_type_id,
        recipient_id,
        per,
        min(measure) as measure,
        case when count(heads_low) = count(*) then sum(heads_low) end as heads_low,
        case when count(heads_high) = count(*) then sum(heads_high) end as heads_high
    from own_heads
    group by project_id, aid_type_id, recipient_id, per
),

-- then what is left of the same aid: several rates share one count
rest_rates as (
    select
        rate_groups.project_id,
        rate_groups.aid_type_id,
        rate_groups.per,
        case when count(rate_groups.yuan_low) = count(*) then min(rate_groups.yuan_low) end as yuan_low,
        case when count(rate_groups.yuan_high) = count(*) then max(rate_groups.yuan_high) end as yuan_high,
        max(rate_groups.yuan_measure) as yuan_measure,
        sum(rate_groups.rate_count) as rate_count
    from rate_groups
    left join own_sums
        on
            rate_groups.project_id = own_sums.project_id
            and rate_groups.aid_type_id = own_sums.aid_type_id
            and rate_groups.recipient_id = own_sums.recipient_id
            and rate_groups.per = own_sums.per
    where own_sums.project_id is null
    group by rate_groups.project_id, rate_groups.aid_type_id, rate_groups.per
),

rest_heads as (
    select distinct
        pairs.project_id,
        pairs.aid_type_id,
        pairs.per,
        pairs.head_recipient_id,
        pairs.measure,
        pairs.heads_low,
        pairs.heads_high
    from pairs
    left join own_heads
        on
            pairs.project_id = own_heads.project_id
            and pairs.aid_type_id = own_heads.aid_type_id
            and pairs.head_recipient_id = own_heads.recipient_id
            and pairs.measure = own_heads.measure
    where own_heads.project_id is null
),

rest_sums as (
    select
        project_id,
        aid_type_id,
        per,
        min(measure) as measure,
        case when count(heads_low) = count(*) then sum(heads_low) end as heads_low,
        case when count(heads_high) = count(*) then sum(heads_high) end as heads_high
    from rest_heads
    group by project_id, aid_type_id, per
),

matched as (
    select
        rate_groups.project_id,
        rate_groups.aid_type_id,
        rate_groups.recipient_id,
        rate_groups.yuan_low,
        rate_groups.yuan_high,
        rate_groups.yuan_measure,
        rate_groups.rate_count,
        own_sums.heads_low,
        own_sums.heads_high,
        own_sums.measure
    from rate_groups
    inner join own_sums
        on
            rate_groups.project_id = own_sums.project_id
            and rate_groups.aid_type_id = own_sums.aid_type_id
            and rate_groups.recipient_id = own_sums.recipient_id
            and rate_groups.per = own_sums.per
    union all
    select
        rest_rates.project_id,
        rest_rates.aid_type_id,
        cast(null as varchar) as recipient_id,
        rest_rates.yuan_low,
        rest_rates.yuan_high,
        rest_rates.yuan_measure,
        rest_rates.rate_count,
        rest_sums.heads_low,
        rest_sums.heads_high,
        rest_sums.measure
    from rest_rates
    left join rest_sums
        on
            rest_rates.project_id = rest_sums.project_id
            and rest_rates.aid_type_id = rest_sums.aid_type_id
            and rest_rates.per = rest_sums.per
)

select
    *,
    measure is not null as is_matched,
    heads_low * yuan_low as cost_low_yuan,
    heads_high * yuan_high as cost_high_yuan,
    {{ plain_bounds('heads_low', 'heads_high') }} || measure || ' × '
    || {{ plain_bounds('yuan_low', 'yuan_high') }} || yuan_measure as term_text
from matched
