-- A decision that an appeal made is known as such: nobody undoes it in passing.
create unique index appeal_entry on core.appeal (decided_entry) where decided_entry is not null;
