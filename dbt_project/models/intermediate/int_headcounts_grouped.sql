with headcounts as (
    select * from {{ ref('int_headcounts_described') }}
),

overlapping as (
    select * from {{ ref('int_headcounts_overlapping') }}
),

others as (
    select
        overlapping.indicator_row_id,
        sum(headcounts.heads_low) as others_low,
        count(*) as other_count
    from overlapping
    inner join headcounts
        on overlapping.other_row_id = headcounts.indicator_row_id
    group by overlapping.indicator_row_id
),

-- a total says so, or is what two or more others add up to
totals as (
    select
        headcounts.*,
        coalesce(others.other_count > 1 and headcounts.heads_low = others.others_low, false) as is_sum
    from headcounts
    left join others
        on headcounts.indicator_row_id = others.indicator_row_id
),

described as (
    select
        *,
        is_total or is_sum as is_whole,
        max(is_total) over (partition by project_id, per_kind, recipient_id)
        or max(is_sum) over (partition by project_id, aid_type_id, recipient_id, measure) as has_whole
    from totals
),

counted as (
    select * from described
    where is_whole or not has_whole
),

still_overlapping as (
    select distinct overlapping.indicator_row_id
    from overlapping
    inner join counted
        on overlapping.other_row_id = counted.indicator_row_id
)

select
    counted.project_id,
    counted.aid_type_id,
    counted.recipient_id,
    counted.measure,
    counted.per_kind,
    count(still_overlapping.indicator_row_id) > 0 as is_overlap_possible,
    {{ as_columns(
        union_of(interval('heads', table='counted'), 'count(still_overlapping.indicator_row_id) > 0'), 'heads'
    ) }}
from counted
left join still_overlapping
    on counted.indicator_row_id = still_overlapping.indicator_row_id
group by counted.project_id, counted.aid_type_id, counted.recipient_id, counted.measure, counted.per_kind
