{% set symbolic, annual = interval('symbolic'), interval('annual', 'yuan') %}

with resolved as (
    select * from {{ ref('int_rates_resolved') }}
)

select
    aid_standard_id || ':' || figure as real_terms_id,
    aid_standard_id,
    city_id,
    city_name,
    fiscal_year,
    aid_type_id,
    figure,
    figure_zh,
    figure_en,
    case when is_symbolic then 'resolved' else 'share' end as kind,
    value is not null as has_figure,
    -- what rests on a figure from elsewhere is derived
    case when value is not null then 'C' else evidence_grade end as evidence_grade,
    value as figure_value,
    measure as figure_measure,
    source_title,
    source_url,
    retrieved_at,
    resolved_low_yuan,
    resolved_high_yuan,
    share_low_pct,
    share_high_pct,
    case
        when value is null then null
        when is_symbolic
            then
                {{ bounds_text(symbolic) }} || symbolic_unit_text || ' × '
                || {{ plain_number('value') }} || measure
                || if(symbolic_factor < 1, ' ÷ ' || {{ plain_number('1 / symbolic_factor') }}, '') || ' = '
                || {{ bounds_text(interval('resolved', 'yuan')) }} || '元'
        else
            {{ bounds_text(annual) }} || '元/年 ÷ (' || {{ plain_number('value') }} || measure
            || if(annual_factor > 1, ' × ' || annual_factor, '') || ') = '
            || {{ bounds_text(interval('share', 'pct')) }} || '%'
    end as derivation_text,
    case
        when value is null then '缺少' || city_name || fiscal_year || '年的' || figure_zh || '：没有注明来源的数字'
    end as missing_zh,
    case
        when value is null
            then
                'missing: the ' || figure_en || ' of ' || city_name_en || ' in ' || fiscal_year
                || ' (no sourced figure)'
    end as missing_en
from resolved
