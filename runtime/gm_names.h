/* A name in quotes wherever a function wants an asset's number:
 *     gm_instance_create_layer(x, y, "Bullets", "obj_bullet");   gm_draw_sprite("spr_coin", 0, x,
 * y); Each macro has its function's name and replaces one argument; the function itself still takes
 * the number. An object, room or sound that is not there is warned about once, by name. */
#ifndef GM_NAMES_H
#define GM_NAMES_H

static inline int gm_itself(int number) {
    return number;
}
#define GM_NAMED(x, lookup)                                                                        \
    (_Generic((x), char * : lookup, const char * : lookup, default : gm_itself)(x))

#define GM_OBJ(x)    GM_NAMED(x, gm_object)
#define GM_SPRITE(x) GM_NAMED(x, gm_sprite)
#define GM_SOUND(x)  GM_NAMED(x, gm_sound)
#define GM_FONT(x)   GM_NAMED(x, gm_font)
#define GM_ROOM(x)   GM_NAMED(x, gm_room_named)
#define GM_GROUP(x)  GM_NAMED(x, gm_audio_group)
#define GM_LAYER(x)  GM_NAMED(x, gm_layer_named)
#define GM_SEQ(x)    GM_NAMED(x, gm_sequence)

#define gm_instance_create_layer(x, y, l, o)     gm_instance_create_layer(x, y, GM_LAYER(l), GM_OBJ(o))
#define gm_instance_create_depth(x, y, d, o)     gm_instance_create_depth(x, y, d, GM_OBJ(o))
#define gm_instance_destroy(t)                   gm_instance_destroy(GM_OBJ(t))
#define gm_instance_destroy_ext(t, run)          gm_instance_destroy_ext(GM_OBJ(t), run)
#define gm_instance_deactivate_object(t)         gm_instance_deactivate_object(GM_OBJ(t))
#define gm_instance_activate_object(t)           gm_instance_activate_object(GM_OBJ(t))
#define gm_instance(t)                           gm_instance(GM_OBJ(t))
#define gm_instance_exists(t)                    gm_instance_exists(GM_OBJ(t))
#define gm_instance_number(t)                    gm_instance_number(GM_OBJ(t))
#define gm_instance_find(o, n)                   gm_instance_find(GM_OBJ(o), n)
#define gm_instance_nearest(x, y, o)             gm_instance_nearest(x, y, GM_OBJ(o))
#define gm_instance_furthest(x, y, o)            gm_instance_furthest(x, y, GM_OBJ(o))
#define gm_with(t)                               gm_with(GM_OBJ(t))
#define gm_set_mask_index(self, s)               gm_set_mask_index(self, GM_SPRITE(s))
#define gm_set_layer(self, l)                    gm_set_layer(self, GM_LAYER(l))
#define gm_place_meeting(self, x, y, t)          gm_place_meeting(self, x, y, GM_OBJ(t))
#define gm_instance_place(self, x, y, t)         gm_instance_place(self, x, y, GM_OBJ(t))
#define gm_position_meeting(x, y, t)             gm_position_meeting(x, y, GM_OBJ(t))
#define gm_instance_position(x, y, t)            gm_instance_position(x, y, GM_OBJ(t))
#define gm_collision_point(x, y, t, e)           gm_collision_point(x, y, GM_OBJ(t), e)
#define gm_collision_circle(x, y, r, t, e)       gm_collision_circle(x, y, r, GM_OBJ(t), e)
#define gm_collision_rectangle(a, b, c, d, t, e) gm_collision_rectangle(a, b, c, d, GM_OBJ(t), e)
#define gm_collision_line(a, b, c, d, t, e)      gm_collision_line(a, b, c, d, GM_OBJ(t), e)
#define gm_distance_to_object(self, t)           gm_distance_to_object(self, GM_OBJ(t))
#define gm_event_perform_object(self, o, t, n)   gm_event_perform_object(self, GM_OBJ(o), t, n)
#define gm_object_is_ancestor(o, a)              gm_object_is_ancestor(GM_OBJ(o), GM_OBJ(a))
#define gm_room_goto(r)                          gm_room_goto(GM_ROOM(r))
#define gm_layer_destroy(l)                      gm_layer_destroy(GM_LAYER(l))
#define gm_layer_get_depth(l)                    gm_layer_get_depth(GM_LAYER(l))
#define gm_layer_depth(l, d)                     gm_layer_depth(GM_LAYER(l), d)
#define gm_layer_set_visible(l, v)               gm_layer_set_visible(GM_LAYER(l), v)
#define gm_layer_get_visible(l)                  gm_layer_get_visible(GM_LAYER(l))
#define gm_layer_x(l, x)                         gm_layer_x(GM_LAYER(l), x)
#define gm_layer_y(l, y)                         gm_layer_y(GM_LAYER(l), y)
#define gm_layer_hspeed(l, s)                    gm_layer_hspeed(GM_LAYER(l), s)
#define gm_layer_vspeed(l, s)                    gm_layer_vspeed(GM_LAYER(l), s)
#define gm_layer_sequence_create(l, x, y, s)     gm_layer_sequence_create(GM_LAYER(l), x, y, GM_SEQ(s))
#define gm_layer_sequence_exists(l, e)           gm_layer_sequence_exists(GM_LAYER(l), e)
#define gm_tilemap_get_at_pixel(l, x, y)         gm_tilemap_get_at_pixel(GM_LAYER(l), x, y)
#define gm_tilemap_set_at_pixel(l, i, x, y)      gm_tilemap_set_at_pixel(GM_LAYER(l), i, x, y)
#define gm_draw_set_font(f)                      gm_draw_set_font(GM_FONT(f))
#define gm_draw_sprite(s, i, x, y)               gm_draw_sprite(GM_SPRITE(s), i, x, y)
#define gm_draw_sprite_ext(s, i, x, y, xs, ys, r, c, a)                                            \
    gm_draw_sprite_ext(GM_SPRITE(s), i, x, y, xs, ys, r, c, a)
#define gm_draw_sprite_part(s, i, l, t, w, h, x, y)                                                \
    gm_draw_sprite_part(GM_SPRITE(s), i, l, t, w, h, x, y)
#define gm_draw_sprite_stretched(s, i, x, y, w, h)                                                 \
    gm_draw_sprite_stretched(GM_SPRITE(s), i, x, y, w, h)
#define gm_draw_sprite_tiled(s, i, x, y) gm_draw_sprite_tiled(GM_SPRITE(s), i, x, y)
#define gm_sprite_get_width(s)           gm_sprite_get_width(GM_SPRITE(s))
#define gm_sprite_get_height(s)          gm_sprite_get_height(GM_SPRITE(s))
#define gm_sprite_get_number(s)          gm_sprite_get_number(GM_SPRITE(s))
#define gm_audio_play_sound(s, p, loop)  gm_audio_play_sound(GM_SOUND(s), p, loop)
#define gm_audio_play_sound_ext(s, p, l, g, o, pi)                                                 \
    gm_audio_play_sound_ext(GM_SOUND(s), p, l, g, o, pi)
#define gm_audio_stop_sound(s)               gm_audio_stop_sound(GM_SOUND(s))
#define gm_audio_is_playing(s)               gm_audio_is_playing(GM_SOUND(s))
#define gm_audio_sound_gain(s, g, ms)        gm_audio_sound_gain(GM_SOUND(s), g, ms)
#define gm_audio_sound_length(s)             gm_audio_sound_length(GM_SOUND(s))
#define gm_audio_pause_sound(s)              gm_audio_pause_sound(GM_SOUND(s))
#define gm_audio_resume_sound(s)             gm_audio_resume_sound(GM_SOUND(s))
#define gm_audio_sound_pitch(s, p)           gm_audio_sound_pitch(GM_SOUND(s), p)
#define gm_audio_sound_loop_start(s, t)      gm_audio_sound_loop_start(GM_SOUND(s), t)
#define gm_audio_sound_loop_end(s, t)        gm_audio_sound_loop_end(GM_SOUND(s), t)
#define gm_audio_group_load(g)               gm_audio_group_load(GM_GROUP(g))
#define gm_audio_group_unload(g)             gm_audio_group_unload(GM_GROUP(g))
#define gm_audio_group_is_loaded(g)          gm_audio_group_is_loaded(GM_GROUP(g))
#define gm_audio_group_load_progress(g)      gm_audio_group_load_progress(GM_GROUP(g))
#define gm_audio_group_stop_all(g)           gm_audio_group_stop_all(GM_GROUP(g))
#define gm_audio_group_set_gain(g, gain, ms) gm_audio_group_set_gain(GM_GROUP(g), gain, ms)
#define gm_audio_group_get_gain(g)           gm_audio_group_get_gain(GM_GROUP(g))

#endif
