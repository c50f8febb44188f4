-- A warning waits until it is read: one that could run out before that was lost.
update core.sanction set until = 'infinity' where kind = 'warn' and read_at is null and lifted_at is null;
