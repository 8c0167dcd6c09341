with corrections as (
    select * from {{ ref('stg_corrections') }}
),

worded as (
    select
        *,
        entity = 'budget' as is_of_budget,
        concat(
            field, ': ', coalesce(original_text, '∅'), ' → ', coalesce(value_text, '∅'),
            ' (', why_text, '; ', said_by, ', ', said_on, ')'
        ) as correction_text
    from corrections
)

select
    document_id,
    entity,
    coalesce(rate_id, indicator_row_id, project_id) as entity_id,
    string_agg(correction_text, '; ' order by correction_ordinal) as correction_text
from worded
where not is_of_budget
group by document_id, entity, entity_id
