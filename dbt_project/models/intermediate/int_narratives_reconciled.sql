with amounts as (
    select * from {{ ref('int_narrative_amounts_compared') }}
),

counts as (
    select * from {{ ref('int_narrative_counts_compared') }}
),

findings as (
    select
        project_id,
        document_id,
        verdict,
        told_text,
        table_text
    from amounts
    union
    select
        project_id,
        document_id,
        verdict,
        told_text,
        table_text
    from counts
),

-- what differs outweighs what fits, and what fits what cannot be compared
judged as (
    select
        project_id,
        document_id,
        coalesce(
            arg_max(verdict, {{ verdict_ordinal('verdict') }}) filter (where verdict != 'not_checkable'),
            'not_checkable'
        ) as verdict,
        string_agg(
            '正文 ' || told_text || case verdict when 'exact' then ' = ' when 'contradicts' then ' ≠ ' else '，' end
            || '表内 ' || table_text,
            '；' order by told_text, table_text
        ) as arithmetic_text
    from findings
    group by project_id, document_id
)

select
    project_id,
    document_id,
    'narrative_to_table' as check_name,
    cast(null as double) as computed_value,
    cast(null as double) as expected_value,
    verdict,
    if(verdict = 'not_checkable', 'may_be_a_part', null) as not_checkable_reason,
    arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'narrative_contradicts_table': "verdict = 'contradicts'"}) }} as flags
from judged
