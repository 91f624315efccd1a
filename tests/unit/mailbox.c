/*
 * Mail addresses: which can be, how they are written and compared, and what
 * their domains tell.
 */

#include "order/mailbox.h"
#include "text/fold.h"
#include "tap.h"

static struct arena a = ARENA_INIT;

/* "" for a good one, else the reason alone. */
static const char *
check(const char *text)
{
	static const char mark[] = ": not a mail address: ";
	const char *at;
	struct why w;

	if (mailbox_check(text, &w) == SN_OK)
		return "";
	at = strstr(w.text, mark);
	return arena_strdup(&a, at != NULL ? at + strlen(mark) : w.text);
}

/* As headers have it. */
static const char *
put(const char *text)
{
	struct str s = STR_INIT;
	const char *out;

	mailbox_put(&s, text);
	out = arena_strdup(&a, str_text(&s));
	str_free(&s);
	return out;
}

static const char *
repeat(const char *text, int n)
{
	struct str s = STR_INIT;
	const char *out;

	while (n-- > 0)
		str_puts(&s, text);
	out = arena_strdup(&a, str_text(&s));
	str_free(&s);
	return out;
}

static void
good_ones(void)
{
	static const char *const good[] = {
		"taro@example.jp", "o'hara+x@example.jp", "a@b.jp", "_@b.jp",
		"a.b.c@example.co.jp", "taro@xn--wgv71a.jp",
		"\"a b\"@example.jp", "\"a@b\"@example.jp",
		"\"a\\\"b\"@example.jp", "1@1.jp",
		/* only at carriers */
		"abc..def@docomo.ne.jp", "abc.@docomo.ne.jp",
		"a...b..@ezweb.ne.jp", "abc.@t.vodafone.ne.jp",
		"ABC..DEF.@DOCOMO.NE.JP", "\"abc..def.\"@docomo.ne.jp",
		"abc-.@jp-t.ne.jp"
	};
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		STREQ(check(good[i]), "");
	STREQ(check(arena_printf(&a, "%s@example.jp", repeat("a", 64))), "");
	STREQ(check(arena_printf(&a, "a@%s.jp", repeat("a", 63))), "");
}

static void
bad_ones(void)
{
	static const char dots[] = "a dot at an end of the name, or two in a "
	    "row";
	static const char label[] = "a part of the domain is empty, too long, "
	    "or begins or ends with -";
	static const char name[] = "a character before the @ that no name "
	    "has";
	static const char domain[] = "a character behind the @ that no domain "
	    "has";
	static const char ascii[] = "full-width or other letters beyond ASCII";

	STREQ(check(""), "no @");
	STREQ(check("taro"), "no @");
	STREQ(check("@example.jp"), "nothing before the @");
	STREQ(check("@"), "nothing before the @");
	STREQ(check("taro@"), "nothing behind the @");
	STREQ(check("taro@@example.jp"), "more than one @");
	STREQ(check("taro@a.jp,jiro@b.jp"), "more than one @");
	STREQ(check("abc..def@example.jp"), dots);
	STREQ(check("abc.@example.jp"), dots);
	STREQ(check(".abc@example.jp"), dots);
	STREQ(check(".abc@docomo.ne.jp"), dots);
	STREQ(check("abc.@docomo.ne.jp.example"), dots);
	STREQ(check("ta ro@example.jp"), name);
	STREQ(check("<taro@example.jp>"), name);
	STREQ(check("taro(x)@example.jp"), name);
	STREQ(check("\"\"@example.jp"), name);
	STREQ(check("\"a\"b\"@example.jp"), name);
	STREQ(check("\"a\\\"@example.jp"), name);
	STREQ(check("taro@exa_mple.jp"), domain);
	STREQ(check("taro@example.jp "), domain);
	STREQ(check("taro@[192.0.2.1]"), domain);
	STREQ(check("taro@example..jp"), label);
	STREQ(check("taro@example.jp."), label);
	STREQ(check("taro@-example.jp"), label);
	STREQ(check("taro@example-.jp"), label);
	STREQ(check(arena_printf(&a, "a@%s.jp", repeat("a", 64))), label);
	STREQ(check("taro@localhost"), "a domain without an end such as .jp");
	STREQ(check("taro@192.0.2.1"), "a domain without an end such as .jp");
	STREQ(check("taro@日本.jp"), "a domain in letters beyond ASCII; write "
	    "it with xn--");
	STREQ(check("太郎@example.jp"), ascii);
	STREQ(check("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"), ascii);
	STREQ(check("taro@example.jp\r\nBcc: x"), "a control character");
	STREQ(check("ta\tro@example.jp"), "a control character");
	STREQ(check(arena_printf(&a, "%s@example.jp", repeat("a", 65))),
	    "more than 64 characters before the @");
	STREQ(check(arena_printf(&a, "a@%sjp", repeat("abcdefghi.", 26))),
	    "more than 254 characters");
}

static void
domains(void)
{
	OK(mailbox_is_mobile("taro@docomo.ne.jp"));
	OK(mailbox_is_mobile("taro@SoftBank.ne.jp"));
	OK(mailbox_is_mobile("taro@q.vodafone.ne.jp"));
	OK(mailbox_is_mobile("taro@vodafone.ne.jp"));
	OK(mailbox_is_mobile("taro@ymobile.ne.jp"));
	OK(mailbox_is_mobile("taro@mb.fw.rakuten.ne.jp"));
	OK(!mailbox_is_mobile("taro@pc.fw.rakuten.ne.jp"));
	OK(!mailbox_is_mobile("taro@example.jp"));
	OK(!mailbox_is_mobile("taro@xdocomo.ne.jp"));
	OK(!mailbox_is_mobile("taro@pdx.ne.jp.example"));
	OK(!mailbox_is_mobile("taro"));
	OK(!mailbox_is_mobile("#"));
	OK(!mailbox_is_mobile("@*.pdx.ne"));
	STREQ(mailbox_mall("x.y@pc.fw.rakuten.ne.jp"), "rakuten");
	STREQ(mailbox_mall("x.y@new.fw.rakuten.ne.jp"), "rakuten");
	STREQ(mailbox_mall("x@marketplace.amazon.co.jp"), "amazon");
	OK(mailbox_mall("x@rakuten.ne.jp") == NULL);
	OK(mailbox_mall("x@docomo.ne.jp") == NULL);
	OK(mailbox_mall("x") == NULL);
	STREQ(mailbox_domain("\"a@b\"@example.jp"), "example.jp");
	STREQ(mailbox_domain("taro"), "");
}

int
main(void)
{
	good_ones();
	bad_ones();
	domains();
	STREQ(mailbox_mend("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", &a),
	    "taro@example.jp");
	STREQ(mailbox_mend(" taro@example.jp　\n", &a), "taro@example.jp");
	OK(mailbox_mend("taro", &a) == NULL);
	OK(mailbox_fault("taro@example.jp") == NULL);
	STREQ(put("taro@example.jp"), "taro@example.jp");
	STREQ(put("abc..def@docomo.ne.jp"), "\"abc..def\"@docomo.ne.jp");
	STREQ(put("abc.@docomo.ne.jp"), "\"abc.\"@docomo.ne.jp");
	STREQ(put("\"abc.\"@docomo.ne.jp"), "\"abc.\"@docomo.ne.jp");
	STREQ(mailbox_fold("Abc..Def.@DoCoMo.ne.jp", &a),
	    fold_text("abc..def.@docomo.ne.jp", &a));
	STREQ(mailbox_fold("\"abc..def.\"@docomo.ne.jp", &a),
	    "abc..def.@docomo.ne.jp");
	STREQ(mailbox_fold("\"a(b\"@example.jp", &a),
	    fold_text("\"a(b\"@example.jp", &a));
	STREQ(mailbox_fold("\"a\"", &a), "\"a\"");
	arena_free(&a);
	return TAP_END;
}
