-- A chart that showed a lump sum beside an amount per head would be a scandal. What its budget contradicts has grade X like any other.
select aid_standard_id
from {{ ref('aid_comparison') }}
where
    is_lump_sum
    and (
        is_comparable
        or evidence_grade not in ('C', 'X')
        or coalesce(amount_low_yuan, amount_high_yuan, annual_low_yuan, annual_high_yuan) is not null
    )
