/* The program: finds the verb, hands it the rest of the line. */
#include "docs.h"
#include "play.h"
#include "serve.h"

#include <stdio.h>
#include <string.h>

typedef struct Verb {
    const char *name, *what;
    int (*run)(int argc, char **argv);
} Verb;

static const Verb verbs[] = {
    {"play", "GAME     build a game folder's C, run it, reload what is saved", play_main},
    {"serve", "ROUTES  a mock origin on loopback: slow, flaky, lying, as the routes say",
     serve_main},
    {"docs", "[EVENT]  the asynchronous events and every key of their maps", docs_main},
};
enum { VERBS = sizeof verbs / sizeof verbs[0] };

static int help(FILE *to, int status) {
    fprintf(to, "asyncade " GM_VERSION ": a game runtime with asynchronous events\n\n"
                "Usage: asyncade VERB ...\n\n");
    for (int i = 0; i < VERBS; i++)
        fprintf(to, "  %s %s\n", verbs[i].name, verbs[i].what);
    fprintf(to, "\nasyncade VERB --help tells each verb's options.\n");
    return status;
}

int main(int argc, char **argv) {
    if (argc < 2) return help(stderr, 2);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) return help(stdout, 0);
    if (strcmp(argv[1], "--version") == 0) return printf("asyncade " GM_VERSION "\n") < 0;
    for (int i = 0; i < VERBS; i++)
        if (strcmp(argv[1], verbs[i].name) == 0) return verbs[i].run(argc - 1, argv + 1);
    fprintf(stderr, "asyncade: there is no verb \"%s\"\n\n", argv[1]);
    return help(stderr, 2);
}
