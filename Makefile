# sn - tools for running Japanese online shops
#
#   make                 everything, into build/
#   make check           the tests
#   make SAN=1 check     the same under ASan and UBSan, in build-san/
#   make lint            manuals, shell, layers, headers, loaded libraries
#   make bench           speed, as ratios to a baseline of the same run
#   make fuzz N=1000000  long fuzzing; "make check" does a short one
#   make install         DESTDIR and PREFIX are honoured
#
# GNU make.  A new cmd/sn-x.c, lib/m/x.c, format, manual page or test needs
# no edit here.

PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
MANDIR  ?= $(PREFIX)/share/man
CC      ?= cc
CFLAGS  ?= -O2 -g
JOBS    ?= 2
N       ?= 200000
B       := build$(if $(SAN),-san)

PKGS    := sqlite3 jansson libconfuse libmd libcurl libzip gmime-3.0
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla \
	   -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	   -Wpointer-arith -Wcast-qual -Wformat=2 -Wundef
ALL_CPPFLAGS := -Ilib -I$B -D_GNU_SOURCE -DPREFIX='"$(PREFIX)"' \
	   $(shell pkg-config --cflags $(PKGS)) $(CPPFLAGS)
ALL_CFLAGS   := -std=c11 $(WARN) $(CFLAGS)
# A command loads only the libraries that it reaches.
ALL_LDFLAGS  := -Wl,--as-needed $(LDFLAGS)
LIBS    := $(shell pkg-config --libs $(PKGS)) -lcsv -lresolv $(LDLIBS)

ifdef SAN
ALL_CFLAGS  += -fsanitize=address,undefined -fno-sanitize-recover=all
ALL_LDFLAGS += -fsanitize=address,undefined
endif

cmds  := $(patsubst cmd/%.c,$B/bin/%,$(wildcard cmd/*.c)) \
	 $(patsubst cmd/%.sh,$B/bin/%,$(wildcard cmd/*.sh))
units := $(patsubst tests/unit/%.c,$B/unit/%,$(wildcard tests/unit/*.c))
fuzzs := $(patsubst tests/fuzz/%.c,$B/fuzz/%,\
	 $(filter-out tests/fuzz/run.c,$(wildcard tests/fuzz/*.c)))
objs  := $(patsubst %.c,$B/%.o,$(sort $(wildcard lib/*/*.c))) $B/lib/blobs.o
data  := $(sort $(filter-out %.c %.h,\
	 $(wildcard lib/data/* lib/*/schema/* lib/*/format/* lib/*/check/* \
	 lib/*/next/* lib/*/template/*)))
catalogues := $(patsubst po/%.po,$B/share/locale/%/LC_MESSAGES/sn.mo,\
	 $(wildcard po/*.po))

all: $(cmds) $(catalogues)

$B/bin/%: $B/cmd/%.o $B/libsn.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$B/bin/%: cmd/%.sh
	@mkdir -p $(@D)
	install -m 755 $< $@

$B/unit/%: $B/tests/unit/%.o $B/libsn.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$B/fuzz/%: $B/tests/fuzz/%.o $B/tests/fuzz/run.o $B/libsn.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$B/libsn.a: $(objs)
	rm -f $@
	$(AR) rcs $@ $^

$B/lib/blobs.c: scripts/embed $(data)
	@mkdir -p $(@D)
	scripts/embed lib $(data) >$@.tmp
	mv $@.tmp $@

$B/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) -MMD -MP $(ALL_CFLAGS) -c -o $@ $<

$B/lib/blobs.o: $B/lib/blobs.c
	$(CC) $(ALL_CPPFLAGS) -MMD -MP $(ALL_CFLAGS) -c -o $@ $<

$B/share/locale/%/LC_MESSAGES/sn.mo: po/%.po
	@mkdir -p $(@D)
	msgfmt -c -o $@ $<

check: all $(units) $(fuzzs)
	BUILD=$(abspath $B) prove -j$(JOBS) $(units) tests/*.t

fuzz: $(fuzzs)
	@for f in $(fuzzs); do \
		$$f -n $(N) tests/fuzz/corpus/$${f##*/} || exit 1; \
	done

lint: all
	mandoc -Tlint -Wwarning man/*.[1-8]
	scripts/shell-lint
	scripts/layers
	scripts/catalogue
	@for h in lib/*/*.h; do \
		$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -Wno-unused-function \
		    -x c -fsyntax-only $$h || exit 1; \
	done
	scripts/needs $B/bin

bench: all
	scripts/bench/run $B

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(PREFIX)/share
	install -m 755 $(cmds) $(DESTDIR)$(BINDIR)
	for s in 1 5 7; do \
		install -d $(DESTDIR)$(MANDIR)/man$$s && \
		install -m 644 man/*.$$s $(DESTDIR)$(MANDIR)/man$$s || exit; \
	done
	cp -R $B/share/locale $(DESTDIR)$(PREFIX)/share
	scripts/completion $(DESTDIR)$(PREFIX) $(PREFIX) \
	    $(notdir $(cmds))

clean:
	rm -rf build build-san

.PHONY: all check fuzz lint bench install clean
.SECONDARY:
.DELETE_ON_ERROR:
-include $(shell find $B -name '*.d' 2>/dev/null)
