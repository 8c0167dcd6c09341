with amounts as (
    select * from {{ ref('int_amounts_collected') }}
),

headcounts as (
    select * from {{ ref('int_headcounts_detected') }}
),

subjects as (
    select
        document_id,
        aid_standard_id as subject_id,
        qualifier_text,
        name_text,
        context_text,
        project_name
    from amounts
    union all
    select
        document_id,
        indicator_row_id as subject_id,
        cast(null as varchar) as qualifier_text,
        indicator_name as name_text,
        cast(null as varchar) as context_text,
        project_name
    from headcounts
),

described as (
    select
        *,
        concat_ws(' ', qualifier_text, name_text, context_text, project_name) as all_text
    from subjects
),

places as (
    select
        document_id,
        subject_id,
        'qualifier' as place,
        1 as place_ordinal,
        qualifier_text as place_text,
        all_text
    from described
    union all
    select
        document_id,
        subject_id,
        'name' as place,
        2 as place_ordinal,
        name_text as place_text,
        all_text
    from described
    union all
    select
        document_id,
        subject_id,
        'context' as place,
        3 as place_ordinal,
        context_text as place_text,
        all_text
    from described
    union all
    select
        document_id,
        subject_id,
        'project' as place,
        4 as place_ordinal,
        project_name as place_text,
        all_text
    from described
)

select
    document_id,
    subject_id,
    place,
    place_ordinal,
    {{ normalised('place_text') }} as words,
    {{ normalised('all_text') }} as all_words
from places
where place_text is not null
