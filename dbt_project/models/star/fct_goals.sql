with goals as (
    select * from {{ ref('stg_goals') }}
)

select
    project_id,
    horizon,
    goal_ordinal,
    goal_text,
    document_id,
    page,
    line_start,
    line_end,
    quote
from goals
