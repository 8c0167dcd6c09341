{#- The comparator decides which bounds are set: '>=' and '>' only the lower, '<=' and '<' only the upper, '=' both and equal,
    'range' both and ordered, 'text' neither. -#}
{% test bounds_follow_comparator(model, low, high) %}

select *
from {{ model }}
where not coalesce(case comparator
    when '>=' then {{ low }} is not null and {{ high }} is null
    when '>' then {{ low }} is not null and {{ high }} is null
    when '<=' then {{ low }} is null and {{ high }} is not null
    when '<' then {{ low }} is null and {{ high }} is not null
    when '=' then {{ low }} = {{ high }}
    when 'range' then {{ low }} <= {{ high }}
    when 'text' then {{ low }} is null and {{ high }} is null
end, false)

{% endtest %}
