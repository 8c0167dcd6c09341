with narrated as (
    select * from {{ ref('int_rates_judged') }}
    where
        scope = 'project' and origin = 'narrative' and project_id is not null and not is_symbolic and not is_lump_sum
),

heads as (
    select * from {{ ref('int_heads_agreed') }}
),

counts as (
    select distinct
        project_id,
        document_id,
        list_distinct(
            regexp_extract_all({{ with_plain_numbers('context_text') }}, {{ people_pattern() }})
        ) as count_texts
    from narrated
),

told as (
    select
        project_id,
        document_id,
        count_texts[1] as told_text,
        cast(regexp_extract(count_texts[1], '\d+') as double) as told_heads,
        {{ is_matched('count_texts[1]', "'户'") }} as is_household
    from counts
    where len(count_texts) = 1 and {{ is_outright('count_texts[1]') }}
)

-- the sentence of one rate may speak of some of the people only
select
    told.project_id,
    told.document_id,
    told.told_text,
    {{ bounds_text(interval('heads', table='heads')) }} || heads.measure as table_text,
    if(told.told_heads < heads.indicator_heads, 'not_checkable', {{ count_verdict('told.told_heads', 'heads') }})
        as verdict
from told
inner join heads
    on told.project_id = heads.project_id and told.is_household = heads.is_household
