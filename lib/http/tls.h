#ifndef HTTP_TLS_H
#define HTTP_TLS_H

/* For files in lib/http only: how mail servers are trusted. */

#include <curl/curl.h>

/*
 * TLS as sn.conf(5) says it: yes (it must), try, no.  Certificates are
 * verified by the system's list, or by the file that $SSL_CERT_FILE names.
 */
void	tls_configure(CURL *c, const char *tls);

#endif
