# SPDX-License-Identifier: Apache-2.0
# Compiles templates and assets into the web folder, so that the program needs no files at run time.
# An unsafe template does not build.
file(GLOB web_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/server/web/templates/*.html ${PROJECT_SOURCE_DIR}/server/web/script/*.js
  ${PROJECT_SOURCE_DIR}/server/web/*.css ${PROJECT_SOURCE_DIR}/server/web/*.svg)
set(generated ${PROJECT_BINARY_DIR}/web)
file(MAKE_DIRECTORY ${generated})
add_executable(web_compile ${PROJECT_SOURCE_DIR}/server/web/kit/compile/compile.c ${PROJECT_SOURCE_DIR}/server/web/kit/compile/asset.c
  ${PROJECT_SOURCE_DIR}/server/web/kit/compile/module.c ${PROJECT_SOURCE_DIR}/server/web/kit/compile/html.c)
target_link_libraries(web_compile PRIVATE flags folder_base)
if(MADANG_FUZZ)
  # Needs libFuzzer's hooks at link time, but not its main().
  target_link_options(web_compile PRIVATE -fsanitize=fuzzer-no-link)
endif()
add_custom_command(OUTPUT ${generated}/templates.c ${generated}/templates.h
  COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:web_compile> ${generated}/templates.c ${generated}/templates.h ${web_files}
  DEPENDS web_compile ${web_files}
  COMMENT "Compiling templates" VERBATIM)
target_sources(folder_web PRIVATE ${generated}/templates.c ${generated}/templates.h)
target_include_directories(folder_web PUBLIC ${generated})
