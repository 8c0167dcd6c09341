with headcounts as (
    select * from {{ ref('int_headcounts_described') }}
),

parts as (
    select * from {{ ref('headcount_parts') }}
),

-- each name is held against the parts once, however many projects count by it
names as (
    select distinct
        indicator_name,
        {{ normalised('indicator_name') }} as name_words
    from headcounts
),

-- a name that fits two parts of a partition is in none of them
parted as (
    select
        names.indicator_name,
        parts.partition,
        min(parts.part) as part
    from names
    inner join parts
        on {{ is_matched('names.name_words', 'parts.pattern') }}
    group by names.indicator_name, parts.partition
    having count(*) = 1
),

pairs as (
    select
        headcounts.indicator_row_id,
        headcounts.indicator_name,
        others.indicator_row_id as other_row_id,
        others.indicator_name as other_name
    from headcounts
    inner join headcounts as others
        on
            headcounts.project_id = others.project_id
            and headcounts.aid_type_id is not distinct from others.aid_type_id
            and headcounts.recipient_id is not distinct from others.recipient_id
            and headcounts.measure = others.measure
            and headcounts.indicator_row_id != others.indicator_row_id
),

-- only names that one project counts side by side: of all names there are too many pairs
apart as (
    select distinct
        pairs.indicator_name,
        pairs.other_name
    from pairs
    inner join parted
        on pairs.indicator_name = parted.indicator_name
    inner join parted as other_parted
        on
            pairs.other_name = other_parted.indicator_name
            and parted.partition = other_parted.partition
            and parted.part != other_parted.part
)

select
    pairs.indicator_row_id,
    pairs.other_row_id
from pairs
anti join apart
    on pairs.indicator_name = apart.indicator_name and pairs.other_name = apart.other_name
