with rate_groups as (
    select * from {{ ref('int_payable_rates_grouped') }}
),

head_groups as (
    select * from {{ ref('int_headcounts_grouped') }}
),

-- first the rate and the heads of the same recipients, then what is left of the same aid: several rates share one count
same_recipients as (
    select
        rate_groups.*,
        head_groups.heads_low,
        head_groups.heads_high,
        head_groups.measure
    from rate_groups
    left join head_groups
        on
            rate_groups.project_id = head_groups.project_id
            and rate_groups.aid_type_id = head_groups.aid_type_id
            and rate_groups.recipient_id = head_groups.recipient_id
            and (rate_groups.per_kind = head_groups.per_kind or head_groups.per_kind = 'person_or_household')
),

shared_rates as (
    select
        project_id,
        aid_type_id,
        per_kind,
        case when count(yuan_low) = count(*) then min(yuan_low) end as yuan_low,
        case when count(yuan_high) = count(*) then max(yuan_high) end as yuan_high,
        max(yuan_measure) as yuan_measure,
        sum(rate_count) as rate_count
    from same_recipients
    where measure is null
    group by project_id, aid_type_id, per_kind
),

shared_heads as (
    select
        head_groups.project_id,
        head_groups.aid_type_id,
        head_groups.per_kind,
        case when count(head_groups.heads_low) = count(*) then sum(head_groups.heads_low) end as heads_low,
        case when count(head_groups.heads_high) = count(*) then sum(head_groups.heads_high) end as heads_high,
        min(head_groups.measure) as measure
    from head_groups
    left join same_recipients
        on
            head_groups.project_id = same_recipients.project_id
            and head_groups.aid_type_id = same_recipients.aid_type_id
            and head_groups.recipient_id = same_recipients.recipient_id
            and same_recipients.measure is not null
    where same_recipients.project_id is null
    group by head_groups.project_id, head_groups.aid_type_id, head_groups.per_kind
),

matched as (
    select
        project_id,
        aid_type_id,
        recipient_id,
        yuan_low,
        yuan_high,
        yuan_measure,
        rate_count,
        heads_low,
        heads_high,
        measure
    from same_recipients
    where measure is not null
    union all
    select
        shared_rates.project_id,
        shared_rates.aid_type_id,
        cast(null as varchar) as recipient_id,
        shared_rates.yuan_low,
        shared_rates.yuan_high,
        shared_rates.yuan_measure,
        shared_rates.rate_count,
        shared_heads.heads_low,
        shared_heads.heads_high,
        shared_heads.measure
    from shared_rates
    left join shared_heads
        on
            shared_rates.project_id = shared_heads.project_id
            and shared_rates.aid_type_id = shared_heads.aid_type_id
            and (shared_rates.per_kind = shared_heads.per_kind or shared_heads.per_kind = 'person_or_household')
)

select
    *,
    measure is not null as is_matched,
    heads_low * yuan_low as cost_low_yuan,
    heads_high * yuan_high as cost_high_yuan,
    {{ plain_bounds('heads_low', 'heads_high') }} || measure || ' × '
    || {{ plain_bounds('yuan_low', 'yuan_high') }} || yuan_measure as term_text
from matched
