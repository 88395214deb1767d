# bash completion for cleantext; made by cleantext --completion bash
_cleantext() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} given=
  COMPREPLY=()
  if [[ $cur == = ]]; then cur= given=1
  elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]} given=1; fi
  case $prev in
    --explain)
      [[ $given ]] && COMPREPLY=($(compgen -W 'brief long json sarif github' -- "$cur"))
      [[ $given ]] && return ;;
    --hidden)
      [[ $given ]] && COMPREPLY=($(compgen -W 'text json' -- "$cur"))
      [[ $given ]] && return ;;
    -t|--type)
      COMPREPLY=($(compgen -W 'adoc eml html ipynb docx md org po rst srt tex txt c config cs css csv dart elixir go haskell java js json julia lisp lua make ocaml perl php proto py r ruby rust sh sql swift svg toml ts xlsx xml yaml zig' -- "$cur"))
      return ;;
    --comments)
      [[ $given ]] && COMPREPLY=($(compgen -W 'comments strings' -- "$cur"))
      [[ $given ]] && return ;;
    --format)
      COMPREPLY=($(compgen -W 'jsonl json csv yaml parquet arrow ipynb srt po eml text' -- "$cur"))
      return ;;
    --preset)
      COMPREPLY=($(compgen -W 'default corpus code strict' -- "$cur"))
      return ;;
    -s|--select)
      COMPREPLY=($(compgen -W 'encoding invisible normal typo typos spacing ENC101 terminal-escape ENC102 written-escape ENC111 mojibake ENC112 lossy-mojibake ENC113 misread-page ENC114 wide-page ENC116 c1-control ENC191 html-entity INV201 backspace INV202 bidi-order INV203 annotation INV204 lost-space INV205 broken-word INV210 control INV211 noncharacter INV212 soft-hyphen INV213 zero-width-space INV214 joiner INV215 word-joiner INV216 byte-order-mark INV217 bidi-mark INV218 bidi-control INV219 bidi-override INV220 maths-operator INV221 deprecated-format INV222 reserved-ignorable INV223 grapheme-joiner INV224 hangul-filler INV225 khmer-inherent-vowel INV226 mongolian-selector INV227 variation-selector INV228 ideographic-selector INV229 tag INV230 shorthand-format INV231 music-format INV232 hieroglyph-format INV233 object-replacement INV234 annotation-mark INV235 khitan-filler NRM301 line-separator NRM302 carriage-return NRM303 no-break-space NRM304 typographic-space NRM305 blank NRM306 trailing-code NRM310 composed NRM320 unix-line-end NRM330 compatible NRM331 width NRM332 ligature NRM333 ascii-quotes NRM334 confusable TYP401 misspelling TYP402 doubled-word TYP403 indefinite-article TYP404 lost-apostrophe TYP405 of-for-have TYP406 then-for-than TYP407 its-or-it-is SPC501 quote-direction SPC510 sentence-gap SPC520 inner-mark-gap SPC530 space-before-mark SPC540 bracket-spacing SPC550 doubled-spaces' -- "$cur"))
      return ;;
    --ignore)
      COMPREPLY=($(compgen -W 'encoding invisible normal typo typos spacing ENC101 terminal-escape ENC102 written-escape ENC111 mojibake ENC112 lossy-mojibake ENC113 misread-page ENC114 wide-page ENC116 c1-control ENC191 html-entity INV201 backspace INV202 bidi-order INV203 annotation INV204 lost-space INV205 broken-word INV210 control INV211 noncharacter INV212 soft-hyphen INV213 zero-width-space INV214 joiner INV215 word-joiner INV216 byte-order-mark INV217 bidi-mark INV218 bidi-control INV219 bidi-override INV220 maths-operator INV221 deprecated-format INV222 reserved-ignorable INV223 grapheme-joiner INV224 hangul-filler INV225 khmer-inherent-vowel INV226 mongolian-selector INV227 variation-selector INV228 ideographic-selector INV229 tag INV230 shorthand-format INV231 music-format INV232 hieroglyph-format INV233 object-replacement INV234 annotation-mark INV235 khitan-filler NRM301 line-separator NRM302 carriage-return NRM303 no-break-space NRM304 typographic-space NRM305 blank NRM306 trailing-code NRM310 composed NRM320 unix-line-end NRM330 compatible NRM331 width NRM332 ligature NRM333 ascii-quotes NRM334 confusable TYP401 misspelling TYP402 doubled-word TYP403 indefinite-article TYP404 lost-apostrophe TYP405 of-for-have TYP406 then-for-than TYP407 its-or-it-is SPC501 quote-direction SPC510 sentence-gap SPC520 inner-mark-gap SPC530 space-before-mark SPC540 bracket-spacing SPC550 doubled-spaces' -- "$cur"))
      return ;;
    --extend)
      COMPREPLY=($(compgen -W 'encoding invisible normal typo typos spacing ENC101 terminal-escape ENC102 written-escape ENC111 mojibake ENC112 lossy-mojibake ENC113 misread-page ENC114 wide-page ENC116 c1-control ENC191 html-entity INV201 backspace INV202 bidi-order INV203 annotation INV204 lost-space INV205 broken-word INV210 control INV211 noncharacter INV212 soft-hyphen INV213 zero-width-space INV214 joiner INV215 word-joiner INV216 byte-order-mark INV217 bidi-mark INV218 bidi-control INV219 bidi-override INV220 maths-operator INV221 deprecated-format INV222 reserved-ignorable INV223 grapheme-joiner INV224 hangul-filler INV225 khmer-inherent-vowel INV226 mongolian-selector INV227 variation-selector INV228 ideographic-selector INV229 tag INV230 shorthand-format INV231 music-format INV232 hieroglyph-format INV233 object-replacement INV234 annotation-mark INV235 khitan-filler NRM301 line-separator NRM302 carriage-return NRM303 no-break-space NRM304 typographic-space NRM305 blank NRM306 trailing-code NRM310 composed NRM320 unix-line-end NRM330 compatible NRM331 width NRM332 ligature NRM333 ascii-quotes NRM334 confusable TYP401 misspelling TYP402 doubled-word TYP403 indefinite-article TYP404 lost-apostrophe TYP405 of-for-have TYP406 then-for-than TYP407 its-or-it-is SPC501 quote-direction SPC510 sentence-gap SPC520 inner-mark-gap SPC530 space-before-mark SPC540 bracket-spacing SPC550 doubled-spaces' -- "$cur"))
      return ;;
    --errors)
      COMPREPLY=($(compgen -W 'strict replace surrogateescape' -- "$cur"))
      return ;;
    --stats)
      [[ $given ]] && COMPREPLY=($(compgen -W 'text json' -- "$cur"))
      [[ $given ]] && return ;;
    --progress)
      COMPREPLY=($(compgen -W 'auto always never' -- "$cur"))
      return ;;
    --color)
      COMPREPLY=($(compgen -W 'auto always never' -- "$cur"))
      return ;;
    --list-rules)
      [[ $given ]] && COMPREPLY=($(compgen -W 'text json md' -- "$cur"))
      [[ $given ]] && return ;;
    --rule)
      COMPREPLY=($(compgen -W 'ENC101 terminal-escape ENC102 written-escape ENC111 mojibake ENC112 lossy-mojibake ENC113 misread-page ENC114 wide-page ENC116 c1-control ENC191 html-entity INV201 backspace INV202 bidi-order INV203 annotation INV204 lost-space INV205 broken-word INV210 control INV211 noncharacter INV212 soft-hyphen INV213 zero-width-space INV214 joiner INV215 word-joiner INV216 byte-order-mark INV217 bidi-mark INV218 bidi-control INV219 bidi-override INV220 maths-operator INV221 deprecated-format INV222 reserved-ignorable INV223 grapheme-joiner INV224 hangul-filler INV225 khmer-inherent-vowel INV226 mongolian-selector INV227 variation-selector INV228 ideographic-selector INV229 tag INV230 shorthand-format INV231 music-format INV232 hieroglyph-format INV233 object-replacement INV234 annotation-mark INV235 khitan-filler NRM301 line-separator NRM302 carriage-return NRM303 no-break-space NRM304 typographic-space NRM305 blank NRM306 trailing-code NRM310 composed NRM320 unix-line-end NRM330 compatible NRM331 width NRM332 ligature NRM333 ascii-quotes NRM334 confusable TYP401 misspelling TYP402 doubled-word TYP403 indefinite-article TYP404 lost-apostrophe TYP405 of-for-have TYP406 then-for-than TYP407 its-or-it-is SPC501 quote-direction SPC510 sentence-gap SPC520 inner-mark-gap SPC530 space-before-mark SPC540 bracket-spacing SPC550 doubled-spaces' -- "$cur"))
      return ;;
    --completion)
      COMPREPLY=($(compgen -W 'bash zsh fish' -- "$cur"))
      return ;;
    --help)
      [[ $given ]] && COMPREPLY=($(compgen -W 'all what files records rules io running about' -- "$cur"))
      [[ $given ]] && return ;;
    --html|--apply|--undo|--files-from|--config|-o|--output|--resume)
      compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --include|--exclude|-f|--field|--option|--protect|-e|--encoding|--to|-j|--jobs)
      return ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W '--in-place --interactive --check --diff --explain --html --apply --undo --reveal --hidden --include --exclude --type --no-ignore --files --files-from --text --comments --field --format --preset --select --ignore --extend --option --protect --config --isolated --output --encoding --to --errors --jobs --line-buffered --stats --progress --resume --quiet --color --exit-zero --list-rules --rule --dump-config --version --completion --man --config-schema --help' -- "$cur"))
  else
    compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
complete -F _cleantext cleantext
