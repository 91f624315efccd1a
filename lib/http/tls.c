#include <stdlib.h>
#include <string.h>

#include "http/tls.h"

void
tls_configure(CURL *c, const char *tls)
{
	const char *list = getenv("SSL_CERT_FILE");

	(void)curl_easy_setopt(c, CURLOPT_USE_SSL,
	    (long)(strcmp(tls, "yes") == 0 ? CURLUSESSL_ALL :
	    strcmp(tls, "try") == 0 ? CURLUSESSL_TRY : CURLUSESSL_NONE));
	(void)curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	(void)curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	(void)curl_easy_setopt(c, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	if (list != NULL && *list != '\0')
		(void)curl_easy_setopt(c, CURLOPT_CAINFO, list);
}
