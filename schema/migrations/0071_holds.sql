-- A hold by reports spends its revision when it is made. Those under way then had not spent theirs.
update core.case_file f set hold_spent = c.revision
from core.comment c
where c.article_id = f.article_id and c.id = f.comment_id and f.hold_ends is not null and f.hold_spent is null;
