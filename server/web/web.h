/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers of the HTML pages and forms, one file each. server/routes.c has their URLs. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "request/request.h"

handler_fn web_home;
handler_fn web_asset;
handler_fn web_house_rules;

/* for pages of newspapers */
handler_fn web_embed_find, web_fragment_find;
handler_fn web_fragment;
handler_fn web_loader;
/* A sentence in place of a fragment, or of a page in a frame, whose article is unknown or hidden. */
handler_fn fragment_reply_none, embed_reply_none;

/* the discussion */
handler_fn web_thread;
handler_fn web_permalink;
handler_fn web_own_parts;
handler_fn web_comment;
handler_fn web_edit, web_edit_form;
handler_fn web_withdraw, web_withdraw_form;
handler_fn web_vote;
handler_fn web_follow;
handler_fn web_profile, web_mute;
handler_fn web_name_report, web_name_report_form;
handler_fn web_report, web_report_form;

/* the reader's account */
handler_fn web_sign_in, web_sign_in_form, web_sign_in_passkey;
handler_fn web_second, web_second_form, web_second_passkey;
handler_fn web_sign_on, web_sign_on_form; /* with a token of the newspaper */
handler_fn web_oidc, web_oidc_answer;	  /* at a provider of OpenID Connect */
handler_fn web_sign_up, web_sign_up_form;
handler_fn web_signed_in; /* after a sign-in from inside a frame */
handler_fn web_sign_out;
handler_fn web_account;
handler_fn web_security, web_app, web_app_form, web_app_confirm, web_app_remove, web_codes_form;
handler_fn web_password;
handler_fn web_session_end, web_sessions_end;
handler_fn web_confirm, web_confirm_form;
handler_fn web_reset, web_reset_form, web_reset_password;
handler_fn web_account_change; /* name, address, language */
handler_fn web_email, web_email_form;
handler_fn web_role_answer;
handler_fn web_invite;
handler_fn web_verify, web_verify_form, web_verify_mail;
handler_fn web_mail_choices;
handler_fn web_unsubscribe, web_unsubscribe_form;
handler_fn web_passkeys, web_passkey_make, web_passkey_name, web_passkey_remove;
handler_fn web_replies, web_follows, web_mutes;
handler_fn web_notifications, web_notification_read, web_notifications_read;
handler_fn web_notices;
handler_fn web_notice_read;
handler_fn web_my_appeals;
handler_fn web_appeal, web_appeal_form;

/* notices of illegal content, from anyone */
handler_fn web_illegal, web_illegal_form;
handler_fn web_illegal_status;

/* the desk */
handler_fn web_desk;
handler_fn web_case;
handler_fn web_claim, web_renew, web_take, web_release;
handler_fn web_skip, web_unskip;
handler_fn web_decide;
handler_fn web_decide_many, web_undo_many;
handler_fn web_undo;
handler_fn web_log;
handler_fn web_audit;
handler_fn web_appeals, web_appeal_decide, web_appeal_undo;
handler_fn web_names, web_name_decide;
handler_fn web_mark, web_reply;
handler_fn web_rules, web_rules_save, web_rules_try;
handler_fn web_rule_hits;
handler_fn web_settings, web_settings_save;
handler_fn web_search;
handler_fn web_transparency;
handler_fn web_jobs, web_job_form, web_job_make, web_job, web_job_move;
handler_fn web_articles, web_article, web_article_form;
handler_fn web_connections;
handler_fn web_provider_form, web_provider_set, web_provider_remove;
handler_fn web_token_form, web_token_make, web_token_end;
handler_fn web_staff, web_staff_invite, web_staff_invite_form, web_invitation_resend, web_invitation_withdraw;
handler_fn web_person, web_person_note, web_person_role;
handler_fn web_sanction, web_sanction_form;
handler_fn web_lift, web_bring_back;
handler_fn web_ban, web_ban_form, web_pardon;

/* Replies with the page of a problem, for paths outside /v1: page() of struct services. */
void page_problem(struct request *, enum problem, const char *detail);

#endif
