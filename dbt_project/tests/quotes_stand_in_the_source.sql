-- A locator is true: the lines it names, as read, hold the quote character for character.
with located as (
    select
        'aid_standard' as entity,
        aid_standard_id as entity_id,
        document_id,
        page,
        line_start,
        line_end,
        quote
    from {{ ref('fct_aid_standards') }}
    union all
    select
        'indicator_target' as entity,
        indicator_target_id as entity_id,
        document_id,
        page,
        line_start,
        line_end,
        quote
    from {{ ref('fct_indicator_targets') }}
),

source_lines as (
    select * from {{ ref('source_lines') }}
),

shown as (
    select
        located.entity,
        located.entity_id,
        located.quote,
        string_agg(source_lines.line_text, chr(10) order by source_lines.line) as source_text
    from located
    inner join source_lines
        on
            located.document_id = source_lines.document_id
            and source_lines.line between located.line_start and located.line_end
            and (located.page is null or source_lines.page is null or located.page = source_lines.page)
    group by located.entity, located.entity_id, located.quote
)

select
    located.entity,
    located.entity_id,
    located.quote,
    shown.source_text
from located
left join shown
    on located.entity = shown.entity and located.entity_id = shown.entity_id
where shown.entity_id is null or position(located.quote in shown.source_text) = 0
