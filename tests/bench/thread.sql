-- SPDX-License-Identifier: Apache-2.0
-- The default page of a thread (newest, 20, 3) as one bare SELECT, for pgbench -M prepared as the tables' owner.
select p.*, r.* from (
	select c.id, c.author_id, c.author_name, c.author_role, c.html, c.state, c.revision, c.up, c.down, c.reply_count
	from core.comment c
	where (c.article_id, c.parent_id, c.id) < (:article::uuid, :article::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
		and (c.article_id, c.parent_id, c.id) >= (:article::uuid, :article::uuid, '00000000-0000-0000-0000-000000000000')
		and c.visible
	order by c.article_id desc, c.parent_id desc, c.id desc limit 21) p
left join lateral (
	select c.id, c.author_id, c.author_name, c.author_role, c.html, c.state, c.revision, c.up, c.down, c.reply_count
	from core.comment c
	where p.reply_count > 0
		and (c.article_id, c.parent_id, c.id) < (:article::uuid, p.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
		and (c.article_id, c.parent_id, c.id) >= (:article::uuid, p.id, '00000000-0000-0000-0000-000000000000')
		and c.visible
	order by c.article_id desc, c.parent_id desc, c.id desc limit 3) r on true;
