-- What a document contradicts is shown, never smoothed: the check carries a flag, and the flag reaches the page.
select
    reconciliations.reconciliation_id,
    reconciliations.arithmetic_text
from {{ ref('fct_reconciliations') }} as reconciliations
left join {{ ref('flagged_values') }} as flagged_values
    on
        reconciliations.reconciliation_id = flagged_values.entity_id
        and flagged_values.entity = 'reconciliation'
where reconciliations.verdict = 'contradicts' and flagged_values.flagged_value_id is null
