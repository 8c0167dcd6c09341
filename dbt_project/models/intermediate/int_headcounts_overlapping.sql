with headcounts as (
    select * from {{ ref('int_headcounts_described') }}
),

parts as (
    select * from {{ ref('headcount_parts') }}
),

-- a name that fits two parts of a partition is in none of them
parted as (
    select
        headcounts.indicator_row_id,
        parts.partition,
        min(parts.part) as part
    from headcounts
    inner join parts
        on {{ is_matched(normalised('headcounts.indicator_name'), 'parts.pattern') }}
    group by headcounts.indicator_row_id, parts.partition
    having count(*) = 1
),

apart as (
    select distinct
        parted.indicator_row_id,
        others.indicator_row_id as other_row_id
    from parted
    inner join parted as others
        on parted.partition = others.partition and parted.part != others.part
)

select
    headcounts.indicator_row_id,
    others.indicator_row_id as other_row_id
from headcounts
inner join headcounts as others
    on
        headcounts.project_id = others.project_id
        and headcounts.aid_type_id is not distinct from others.aid_type_id
        and headcounts.recipient_id is not distinct from others.recipient_id
        and headcounts.measure = others.measure
        and headcounts.indicator_row_id != others.indicator_row_id
anti join apart
    on headcounts.indicator_row_id = apart.indicator_row_id and others.indicator_row_id = apart.other_row_id
