-- SPDX-License-Identifier: Apache-2.0
-- The minimum cost of a vote without Madang: the vote's row and the comment's, as the tables' owner.
\set n random(1, 1000000000)
begin;
insert into core.vote (article_id, account_id, comment_id, value) values (:article::uuid, gen_random_uuid(), :comment::uuid, 1)
on conflict (article_id, account_id, comment_id) do update set value = excluded.value;
update core.comment set up = up + 1, rank_best = core.rank_best(up + 1, down) where article_id = :article::uuid and id = :comment::uuid;
end;
