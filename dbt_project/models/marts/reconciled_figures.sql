with figures as (
    select * from {{ ref('int_figures_collected') }}
),

reconciliations as (
    select * from {{ ref('fct_reconciliations') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
)

select
    {{ stable_id([
        'reconciliations.reconciliation_id', 'figures.side', 'figures.figure_text', 'figures.line_start', 'figures.quote'
    ]) }} as reconciled_figure_id,
    reconciliations.reconciliation_id,
    figures.side,
    figures.figure_text,
    reconciliations.document_id,
    documents.source_path,
    figures.page,
    figures.line_start,
    figures.line_end,
    figures.quote
from figures
inner join reconciliations
    on figures.project_id = reconciliations.project_id and figures.check_name = reconciliations.check_name
inner join documents
    on reconciliations.document_id = documents.document_id
where reconciliations.verdict != 'not_checkable'
group by all
