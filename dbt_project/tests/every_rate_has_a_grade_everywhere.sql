-- The grade of a rate is the same wherever it is shown as stated; what rests on a figure from elsewhere is C.
{% for mart in ('aid_comparison', 'peers') %}
    select
        '{{ mart }}' as mart,
        shown.aid_standard_id
    from {{ ref(mart) }} as shown
    inner join {{ ref('fct_aid_standards') }} as standards
        on shown.aid_standard_id = standards.aid_standard_id
    where shown.evidence_grade is distinct from standards.evidence_grade
    union all
{% endfor %}
select
    'real_terms' as mart,
    shown.aid_standard_id
from {{ ref('real_terms') }} as shown
inner join {{ ref('fct_aid_standards') }} as standards
    on shown.aid_standard_id = standards.aid_standard_id
where shown.evidence_grade is distinct from if(shown.has_figure, 'C', standards.evidence_grade)
