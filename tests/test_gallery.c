/* The sample gallery_walk: large pictures come and go while the visitor walks, broken ones too. */
#define _XOPEN_SOURCE 700 /* setenv */
#include "plays.h"

#define GALLERY "samples/gallery_walk"

/* MARK: looking */

static const void *frame_field(const char *title, const char *name) {
    for (GmWith each = gm_with("obj_frame"); gm_with_next(&each);)
        if (strcmp(field_of(each.self, "title"), title) == 0) return field_of(each.self, name);
    fail_msg("no frame is called %s", title);
    return NULL;
}

enum { EMPTY, ASKED, SHOWN, FAILED }; /* as gallery.h has them */

static int state_of(const char *title) {
    return *(const int *)frame_field(title, "state");
}

static int the_wanted;
static const char *the_title;
static bool is_as_wanted(void) {
    return state_of(the_title) == the_wanted;
}

static void assert_becomes(const char *title, int state) {
    the_title = title;
    the_wanted = state;
    assert_true(support_until(is_as_wanted));
}

static void stand_before(const char *title) {
    for (GmWith each = gm_with("obj_frame"); gm_with_next(&each);)
        if (strcmp(field_of(each.self, "title"), title) == 0)
            gm_instance("obj_visitor")->x = each.self->x;
    support_steps(2);
}

/* MARK: tests */

static void paintings_are_asked_for_as_the_visitor_comes_near(void **state) {
    (void)state;
    open_settled(GALLERY, 0, NULL);
    support_steps(3);
    assert_int_equal(state_of("Spiral"), SHOWN);
    assert_int_equal(state_of("Whirl"), EMPTY);
    support_steps(447); /* nobody touches anything: the visitor walks */
    assert_true(gm_instance("obj_visitor")->x > 600);
    assert_int_equal(state_of("Seven ridges"), SHOWN);
    assert_int_equal(state_of("Flooded"), FAILED);
    assert_true(support_golden("gallery_walk"));
}

static void paintings_far_behind_are_given_up(void **state) {
    (void)state;
    open_settled(GALLERY, 0, NULL);
    support_steps(3);
    int sprite = *(const int *)frame_field("Spiral", "sprite");
    assert_true(gm_sprite_exists(sprite));
    assert_int_equal(gm_sprite_get_width(sprite), 3840);
    stand_before("Whirl");
    assert_int_equal(state_of("Spiral"), EMPTY);
    assert_false(gm_sprite_exists(sprite));
}

static void each_painting_that_fails_says_why(void **state) {
    static const struct {
        const char *title, *why;
    } all[] = {{"Flooded", "it is damaged"},
               {"Not a picture", "it is damaged"},
               {"Cut off", "it broke off"},
               {"Nobody knows", "the server said 404"}};
    (void)state;
    open_settled(GALLERY, 0, NULL);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        stand_before(all[i].title);
        assert_int_equal(state_of(all[i].title), FAILED);
        assert_string_equal(frame_field(all[i].title, "why"), all[i].why);
    }
    support_steps(60);
    assert_true(support_golden("gallery_failed"));
}

static void a_painting_that_failed_is_asked_for_again_with_a_key(void **state) {
    (void)state;
    open_live(GALLERY);
    stand_before("Patience");
    assert_becomes("Patience", FAILED);
    assert_string_equal(frame_field("Patience", "why"), "the server said 503");
    tap('R');
    assert_becomes("Patience", SHOWN);
}

/* The server never answers: nothing waits for it, and walking on ends the request. */
static void a_silent_server_holds_up_nobody(void **state) {
    (void)state;
    open_live(GALLERY);
    stand_before("Silence");
    assert_becomes("Patience", FAILED); /* asked for at the same time, and answered */
    assert_int_equal(state_of("Silence"), ASKED);
    stand_before("Spiral");
    assert_int_equal(state_of("Silence"), EMPTY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SAMPLE_TEST(paintings_are_asked_for_as_the_visitor_comes_near),
        SAMPLE_TEST(paintings_far_behind_are_given_up),
        SAMPLE_TEST(each_painting_that_fails_says_why),
        SAMPLE_TEST(a_painting_that_failed_is_asked_for_again_with_a_key),
        SAMPLE_TEST(a_silent_server_holds_up_nobody),
    };
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
