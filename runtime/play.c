/* The verb play: a command line becomes a GmGameDesc. */
#include "play.h"
#include "gm_game.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 64 };

/* What the command line said; the texts are argv's own. */
typedef struct PlayLine {
    GmGameDesc desc;
    const char *screenshots[MANY + 1], *answers[MANY + 1];
    int screenshot_count, answer_count;
    bool no_check;
} PlayLine;

static const char usage[] =
    "Usage: asyncade play GAME [options]\n\n"
    "Builds the C of the game folder GAME and runs it. What is saved in the folder while it\n"
    "runs (C, pictures, sounds, rooms) changes the running game.\n\n"
    "  --headless            no window, no sound device; says how it goes\n"
    "  --steps N             stop after N steps\n"
    "  --fast                do not wait for the clock between steps\n"
    "  --settle              before each step wait for every request under way, so that the\n"
    "                        run does not depend on how fast answers come\n"
    "  --seed N              seed of the random numbers (0)\n"
    "  --screenshot STEP:FILE  write the picture of that step as PNG; may be repeated\n"
    "  --answer TEXT         answer of the next dialog: ok, yes, no, cancel, a text, or\n"
    "                        USER:PASSWORD; may be repeated\n"
    "  --trace FILE          write a trace for chrome://tracing or Perfetto\n"
    "  --save-dir DIR        where the game saves\n"
    "  --paused              start paused\n"
    "  --strict              exit status 1 if anything was warned about\n"
    "  --no-check            do not look for likely mistakes with asynchronous events: requests\n"
    "                        that nobody hears, answers taken for another's, and so on\n"
    "  -- WORD...            the rest is for the game: gm_parameter_string\n\n"
    "Keys: F1 figures, F2 pause, F3 one step, F4 slow motion, F5 reload, F12 screenshot.\n";

static int wrong(const char *option, const char *why) {
    fprintf(stderr, "asyncade play: %s: %s\n", option, why);
    return 2;
}

static bool is_number(const char *text, int low, int *number) {
    char *end;
    long value = strtol(text, &end, 10);
    *number = (int)value;
    return end != text && *end == '\0' && value >= low && value <= INT_MAX;
}

/* Options without a value. False: not one of them. */
static bool take_flag(PlayLine *line, const char *option) {
    const struct {
        const char *name;
        bool *flag;
    } flags[] = {{"--headless", &line->desc.headless}, {"--fast", &line->desc.fast},
                 {"--settle", &line->desc.settle},     {"--paused", &line->desc.paused},
                 {"--strict", &line->desc.strict},     {"--quiet", &line->desc.quiet},
                 {"--no-check", &line->no_check}};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (strcmp(option, flags[i].name) == 0) return *flags[i].flag = true;
    return false;
}

static int take_one_of_many(const char **all, int *count, const char *option, const char *value) {
    if (*count == MANY) return wrong(option, "64 of them are the most");
    all[(*count)++] = value;
    return 0;
}

/* Options with a value; 0, or the exit status. */
static int take_option(PlayLine *line, const char *option, const char *value) {
    const struct {
        const char *name;
        const char **text;
    } texts[] = {{"--trace", &line->desc.trace}, {"--save-dir", &line->desc.save_dir}};
    bool is_known = strcmp(option, "--steps") == 0 || strcmp(option, "--seed") == 0 ||
                    strcmp(option, "--screenshot") == 0 || strcmp(option, "--answer") == 0 ||
                    strcmp(option, "--trace") == 0 || strcmp(option, "--save-dir") == 0;
    if (!is_known) return wrong(option, "there is no such option; see asyncade play --help");
    if (value == NULL) return wrong(option, "a value must follow");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(option, texts[i].name) == 0) *texts[i].text = value;
    if (strcmp(option, "--steps") == 0 && !is_number(value, 1, &line->desc.steps))
        return wrong(option, "expected a number of steps, 1 or more");
    if (strcmp(option, "--seed") == 0 && !is_number(value, INT_MIN, &line->desc.seed))
        return wrong(option, "expected a whole number");
    if (strcmp(option, "--screenshot") == 0)
        return take_one_of_many(line->screenshots, &line->screenshot_count, option, value);
    if (strcmp(option, "--answer") == 0)
        return take_one_of_many(line->answers, &line->answer_count, option, value);
    return 0;
}

static int read_line(PlayLine *line, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            line->desc.parameters =
                (const char *const *)argv + i + 1; /* main's argv ends in NULL */
            break;
        }
        if (argv[i][0] != '-') {
            if (line->desc.folder != NULL) return wrong(argv[i], "one game folder is enough");
            line->desc.folder = argv[i];
        } else if (!take_flag(line, argv[i])) {
            int status = take_option(line, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
            if (status != 0) return status;
            i++;
        }
    }
    if (line->desc.folder == NULL) return wrong("GAME", "a game folder must be named");
    return 0;
}

int play_main(int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return fputs(usage, stdout) < 0;
    PlayLine line = {.desc = {.size = sizeof line.desc}};
    int status = read_line(&line, argc, argv);
    if (status != 0) return status;
    line.desc.check = !line.no_check;
    line.desc.screenshots = line.screenshots;
    line.desc.answers = line.answer_count > 0 ? line.answers : NULL;
    return gm_game_run(&line.desc);
}
